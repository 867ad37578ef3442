"""Criteria and worked answers."""
