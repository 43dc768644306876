"""Auditing proposers: what one says is measured; what it can do to a search is tried."""
