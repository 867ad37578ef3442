"""The simulated shop: its goods, rules and customers."""
