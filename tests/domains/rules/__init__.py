"""Every rule against its exact meaning, by enumeration."""
