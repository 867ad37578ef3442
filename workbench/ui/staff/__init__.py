"""What those who run a sitting see."""
