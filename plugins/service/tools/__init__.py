"""The engines of the plugin: reading, customer, conversation desk."""
