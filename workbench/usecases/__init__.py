"""One thing a person asks for."""
