"""The simulated world: product, claims, pictures, rule packs."""
