"""Is the code good, not only right: imports, sizes, packaging, documents."""
