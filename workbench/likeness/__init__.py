"""Which scripts are alike: flags for a person to look at, never points. Pure functions over texts and values."""
