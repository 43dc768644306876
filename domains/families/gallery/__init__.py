"""A gallery of classic puzzles, each a short file: what rules can say.

A puzzle here is a *sheet*: squares with a value each, and clues in, between or beside them. The
shared modules read, write, draw and dig sheets; a file of a family says what its fields mean, which
rules they make, and how a random puzzle is drawn.
"""
