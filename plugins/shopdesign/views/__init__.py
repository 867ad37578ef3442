"""The faces of the tools."""
