"""The criteria of service.pre-02 and its worked answers."""
