"""What families of square grid puzzles share: symbols, readers, drawings, digging, symmetries."""
