"""Learned operators: the LDT as published, and the one that reads the problem's constraints."""
