"""The examples of the pages on searching run as they stand."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.quality.sources import REPOSITORY

PAGES = ["docs/reference/search.md", "docs/how-to/many-solutions.md", "docs/how-to/replay.md"]


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_run(page: str) -> None:
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    examples = re.findall(r"^```python\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    assert examples
    program = "\n".join(examples)  # later ones go on from earlier ones
    assert "assert" in program
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
