"""The pure engine of the fan analytics tool, and the figures that it shows."""
