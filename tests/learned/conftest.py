"""The learned part is an extra: without torch there is nothing of it to test.

Models here are small, and threads that wait for each other would take most of the time.
"""

from __future__ import annotations

from importlib.util import find_spec

if find_spec("torch") is None:
    collect_ignore_glob = ["test_*.py"]
else:
    import torch

    torch.set_num_threads(1)
