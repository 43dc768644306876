"""The compiled heart of the search: flat arrays, propagation, and a resumable tree.

One source serves both ways of running. The functions are plain Python over flat sequences of
integers: a lone puzzle runs them uncompiled on lists, a batch runs them compiled by numba on
arrays.
"""
