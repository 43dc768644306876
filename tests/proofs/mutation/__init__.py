"""Mutation: the judges of our own deduction code are judged."""
