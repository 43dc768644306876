"""Tests of the audit of proposers."""
