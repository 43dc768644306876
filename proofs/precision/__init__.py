"""Precision: how close each deduction comes to ded_p, as a table that is kept under test."""
