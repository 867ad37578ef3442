"""The simulated studio: photographs with known faults, materials with known licences, the campaign."""
