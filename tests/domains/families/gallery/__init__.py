"""The gallery of classic puzzles: rules against plain enumeration, texts, generators, drawings."""
