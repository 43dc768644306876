"""N-queens completion: queens that do not attack each other, some of them placed."""
