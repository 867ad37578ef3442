"""The pure engines, one a tool, and the page analysis that they stand on."""
