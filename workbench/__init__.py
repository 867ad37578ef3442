"""A workbench of timed practical tasks. Each module of the standard is a plugin."""
