"""The simulated company web site that the plugin's tools share."""
