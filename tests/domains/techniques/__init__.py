"""Tests of the deduction techniques."""
