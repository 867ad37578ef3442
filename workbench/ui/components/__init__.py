"""Browser components: the fields that save themselves, and the clock."""
