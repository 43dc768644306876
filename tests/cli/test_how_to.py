"""The examples of the how-to guides on seeing and on many solutions are what the commands print."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import REPOSITORY, Run
from tests.cli.test_docs import test_an_example_is_real as check

PAGES = ("replay.md", "many-solutions.md")
EXAMPLES = [
    example
    for page in PAGES
    for example in re.findall(
        r"^```console\n\$ ldt (.*)\n((?s:.*?))^```",
        (REPOSITORY / "docs" / "how-to" / page).read_text(encoding="utf-8"),
        re.MULTILINE,
    )
]


@pytest.mark.parametrize(("command", "printed"), EXAMPLES, ids=lambda text: text[:20])
def test_an_example_of_a_guide_is_real(ldt: Run, command: str, printed: str) -> None:
    assert printed.strip()
    check(ldt, command, printed)
