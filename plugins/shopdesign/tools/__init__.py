"""Pure engines and what they stand on."""
