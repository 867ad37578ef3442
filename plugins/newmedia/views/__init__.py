"""The face of the fan analytics tool."""
