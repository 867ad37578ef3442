"""Running plugins: discovery, registry, task files, variants, replay, scoring."""
