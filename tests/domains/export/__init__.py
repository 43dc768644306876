"""Every export against the problem it was written from."""
