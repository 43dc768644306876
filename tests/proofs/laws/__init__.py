"""The laws themselves: every public operator has one, and they say what they mean."""
