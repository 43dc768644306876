"""What a proposer may do to a search: order it, and make guesses that can be taken back."""
