"""Minesweeper: what a partly revealed board says of the cells that are still covered."""
