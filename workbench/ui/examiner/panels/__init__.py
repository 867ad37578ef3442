"""Score panels: filters, figures, what is behind a bar."""
