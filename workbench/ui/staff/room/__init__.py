"""The invigilator's room: what is live, and what may be done, each in its file."""
