"""The criteria of newmedia-05 and its worked answers."""
