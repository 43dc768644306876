"""Puzzle families: what they read, draw, generate, and how their grids move."""
