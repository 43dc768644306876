"""Laws of the candidate domain, exhaustively on small structures."""
