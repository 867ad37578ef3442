"""The engines and measures."""
