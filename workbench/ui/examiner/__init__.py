"""What an examiner sees."""
