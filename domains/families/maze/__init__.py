"""Mazes: which free cells make a shortest path from start to goal?"""
