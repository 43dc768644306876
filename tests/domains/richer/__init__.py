"""The domains richer than candidates: their laws, what they add, and what they decide alone."""
