"""What the workbench is about, with the standard library alone."""
