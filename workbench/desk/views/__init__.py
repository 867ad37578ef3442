"""The faces of the desk's tools."""
