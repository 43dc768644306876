"""The checker: what it accepts, what it rejects, and that it shares no code with the search."""
