"""The criteria of seo-02 and its worked answers."""
