"""Puzzle families. Importing this loads none of them; `domains.registry` finds them by name."""
