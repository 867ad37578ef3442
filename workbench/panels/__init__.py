"""The host's own score panels: what every sitting is read by, whatever its plugins."""
