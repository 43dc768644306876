"""Learned operators as proposers of a search."""
