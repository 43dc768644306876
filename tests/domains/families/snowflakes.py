"""What the tests of snowflakes share."""

from __future__ import annotations

from hypothesis import strategies as st

from domains.errors import InputError
from domains.families.base import Puzzle
from domains.families.snowflake.family import Snowflake
from domains.families.snowflake.layout import SnowflakeLayout
from domains.oracle import ExactOracle
from domains.problem import Structure
from domains.reading import from_text

SNOWFLAKE = Snowflake()
ORACLE = ExactOracle()
ONE = "snowflake:1:12345."
SVG = "{http://www.w3.org/2000/svg}"

hexagons = st.tuples(st.integers(-3, 3), st.integers(-3, 3))
layouts = st.lists(hexagons, min_size=1, max_size=12, unique=True).map(
    lambda found: SnowflakeLayout(tuple(found))
)


def read(text: str) -> list[Puzzle | InputError]:
    """Everything the family makes of a text."""
    return list(SNOWFLAKE.read(from_text(text, "file")))


def read_one(text: str) -> Puzzle:
    """The only puzzle in a text."""
    (found,) = read(text)
    assert isinstance(found, Puzzle), found
    return found


def scopes(structure: Structure) -> set[frozenset[int]]:
    """The cells that the rules speak of."""
    return {frozenset(rule.scope) for rule in structure.rules}
