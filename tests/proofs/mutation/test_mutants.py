"""What becomes of a source under mutation: every place that runs, and nothing that is only read."""

from __future__ import annotations

import ast
from functools import cache

import pytest

from proofs.mutation.mutants import Mutant, mutants_of
from proofs.mutation.score import all_mutants, excuses
from proofs.mutation.targets import TARGETS

SOURCE = '''
"""γ: a docstring with 1 + 1."""


def first(masks: list[int], limit: int = 3) -> int:
    """Another < docstring."""
    assert limit > 0, "γ"
    found = 0
    for mask in masks:
        if not mask & 1:
            continue
        while found < limit and mask:
            found += 1
            break
    masks[0] = found
    print(f"{found + 1} found, {limit - 1} at most")
    return found
'''

EXPECTED = """
comparison: while (found <= limit) and mask:
comparison: while (found >= limit) and mask:
connective: while (found < limit or mask):
condition negated: while (not (found < limit and mask)):
unary dropped: if (mask & 1):
arithmetic: if not (mask | 1):
statement deleted: pass
arithmetic: found -= 1
return replaced: return None
break dropped: pass
continue dropped: pass
"""


def texts(source: str) -> list[str]:
    """The mutants of a source, as operator and change."""
    return [f"{m.operator}: {m.after}" for m in mutants_of("a.py", source)]


def test_every_operator_finds_its_places() -> None:
    found = texts(SOURCE)
    assert set(EXPECTED.strip().splitlines()) <= set(found)
    constants = [text for text in found if text.startswith("constant")]
    assert set(found) == set(EXPECTED.strip().splitlines()) | set(constants)
    assert found.count("statement deleted: pass") == 3
    assert constants == [
        "constant: def first(masks: list[int], limit: int = 4) -> int:",
        "constant: def first(masks: list[int], limit: int = (2)) -> int:",
        "constant: found = 1",
        "constant: found = (-1)",
        "constant: if not mask & 2:",
        "constant: if not mask & (0):",
        "constant: found += 2",
        "constant: found += (0)",
    ]


def test_mutants_know_where_they_are() -> None:
    one = next(m for m in mutants_of("a.py", SOURCE) if m.operator == "comparison")
    assert (one.file, one.line, one.scope) == ("a.py", 12, "first")
    assert one.source.splitlines()[11] == "        while (found <= limit) and mask:"
    before, after = "while found < limit and mask:", "while (found <= limit) and mask:"
    assert one.key == ("a.py", "first", before, after)


@pytest.mark.parametrize(
    "line",
    [
        "@cache(1)\ndef f() -> int: ...",
        "from a import b",
        "x: dict[int, 1] = {}",
        "x = f'{1 < 2}'",
        "if TYPE_CHECKING:\n    x = 1",
        "assert 1 < 2",
    ],
)
def test_what_is_only_read_is_left_alone(line: str) -> None:
    assert texts(line) == []


@cache
def every() -> list[Mutant]:
    """All mutants of our own code."""
    return [mutant for _, mutant in all_mutants()]


def test_a_mutant_of_our_code_is_another_program() -> None:
    originals = {target.file: ast.dump(ast.parse(target.source)) for target in TARGETS}
    for mutant in every()[::20]:
        assert ast.dump(ast.parse(mutant.source)) != originals[mutant.file], mutant


def test_every_excuse_speaks_of_a_mutant_and_gives_a_reason() -> None:
    keys = {mutant.key for mutant in every()}
    assert set(excuses()) <= keys
    assert all(len(reason.split()) > 3 for reason in excuses().values())
    assert len(excuses()) < len(keys) // 10
