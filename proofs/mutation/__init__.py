"""Mutation: our own deduction code, changed in one place at a time; does the audit notice?"""
