"""Measurements side by side with other solvers: ``python -m benchmarks.NAME`` in a checkout.

`sudoku` throughput beside the peers, `startup` whole processes, `growth` over sizes and ratings,
`costs` the constants of the search, `choices` variable choices, `data` every published answer.
"""
