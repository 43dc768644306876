"""What a proposer is worth to a search: measured beside the same search without it."""
