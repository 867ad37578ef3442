"""What a school prints: templates, and values put into them."""
