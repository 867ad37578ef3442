"""Which scripts are alike: flags for a person to look at, never points. Pure functions, no store."""
