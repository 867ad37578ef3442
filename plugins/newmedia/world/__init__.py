"""The seeded account: its days, people, posts and what they did."""
