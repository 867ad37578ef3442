"""Keeping things: the only package that knows the database."""
