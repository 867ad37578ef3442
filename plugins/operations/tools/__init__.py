"""The tools, as pure engines."""
