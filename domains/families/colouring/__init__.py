"""Graph colouring: neighbours take different colours, of which there are k."""
