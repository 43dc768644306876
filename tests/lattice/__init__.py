"""Tests of the order theory."""
