"""The built-in plugins, importable as workbench_plugins."""
