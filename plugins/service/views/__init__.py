"""The faces of the conversation desk."""
