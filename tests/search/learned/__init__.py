"""Tests of search/learned."""
