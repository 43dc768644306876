"""What can be found by name: built-in families and those of plugins, loaded when asked for.

A plugin is an entry point, in setup.cfg of its own distribution::

    [options.entry_points]
    ldt.families =
        kakuro = my_package.kakuro:Kakuro

A plugin that cannot be loaded is skipped with a warning that names it.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from domains.families.base import Family
from domains.families.sample import first_line

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from domains.abstract import AbstractDomain
    from domains.problem import Structure

Thing = TypeVar("Thing")


class UnknownNameError(KeyError):
    """A name under which nothing is registered. The text names what is near."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Registry(Generic[Thing]):
    """Things of one kind, by name.

    Attributes:
        word: what one of them is called in messages (``family``).
        group: the entry points that add to them.
        kind: the class all of them are instances of.
        built_in: name -> ``module:attribute`` of a callable that makes one.
    """

    word: str
    group: str
    kind: type[Thing]
    built_in: dict[str, str]
    _loaded: dict[str, Thing] = field(default_factory=dict, init=False, repr=False)

    def all(self) -> dict[str, Thing]:
        """Return everything: the built-in ones in their order, then the plugins' by name."""
        found = {name: self._built_in(name) for name in self.built_in}
        for point in self._plugins():
            thing = self._from_plugin(point)
            if thing is not None:
                found.setdefault(point.name, thing)
        return found

    def get(self, name: str) -> Thing:
        """Return the one with a name. A built-in name loads that one and nothing else.

        Raises:
            UnknownNameError: there is none.
        """
        if name in self.built_in:
            return self._built_in(name)
        for point in self._plugins():
            if point.name == name and (thing := self._from_plugin(point)) is not None:
                return thing
        raise UnknownNameError(self._unknown(name))

    def _unknown(self, name: str) -> str:
        import difflib  # not on the way to any puzzle

        names = [*self.built_in, *(point.name for point in self._plugins())]
        near = difflib.get_close_matches(name.lower(), names, 1)
        hint = f"did you mean {near[0]}? " if near else ""
        return f"no {self.word} is called {name!r}; {hint}there are: {', '.join(names)}"

    def _built_in(self, name: str) -> Thing:
        if name not in self._loaded:
            module, _, attribute = self.built_in[name].partition(":")
            self._loaded[name] = self._made(getattr(importlib.import_module(module), attribute))
        return self._loaded[name]

    def _plugins(self) -> Iterator[EntryPoint]:
        from importlib.metadata import entry_points  # slow to import, and seldom needed

        yield from sorted(entry_points(group=self.group), key=lambda point: point.name)

    def _from_plugin(self, point: EntryPoint) -> Thing | None:
        """Return what an entry point makes, or warn and return None. Loaded once."""
        if point.name not in self._loaded:
            try:
                self._loaded[point.name] = self._made(point.load())
            except Exception as error:  # noqa: BLE001  (a plugin may fail in any way)
                problem = f"{self.word} {point.name!r} ({point.value}) was skipped: {error!r}"
                warnings.warn(problem, RuntimeWarning, stacklevel=3)
                return None
        return self._loaded[point.name]

    def _made(self, factory: Callable[[], object]) -> Thing:
        thing = factory()
        if not isinstance(thing, self.kind):
            message = f"made a {type(thing).__name__}, not a {self.kind.__name__}"
            raise TypeError(message)
        return thing


GALLERY: dict[str, str] = {
    "futoshiki": "domains.families.gallery.futoshiki:Futoshiki",
    "killer": "domains.families.gallery.killer:Killer",
    "kenken": "domains.families.gallery.kenken:KenKen",
    "kakuro": "domains.families.gallery.kakuro:Kakuro",
    "binairo": "domains.families.gallery.binairo:Binairo",
    "starbattle": "domains.families.gallery.star_battle:StarBattle",
    "magic": "domains.families.gallery.magic:MagicSquare",
    "cryptarithm": "domains.families.gallery.cryptarithm:Cryptarithm",
    "nonogram": "domains.families.gallery.nonogram:Nonogram",
    "zebra": "domains.families.gallery.zebra:Zebra",
    "golfers": "domains.families.gallery.golfers:Golfers",
}
"""Families whose texts begin with their name and a colon, and that recognise nothing else."""

FAMILIES: Registry[Family] = Registry(
    "family",
    "ldt.families",
    Family,  # type: ignore[type-abstract]  # any subclass of it
    {
        "sudoku": "domains.families.sudoku.family:Sudoku",
        "latin": "domains.families.latin:Latin",
        "cnf": "domains.families.cnf.family:Cnf",
        "snowflake": "domains.families.snowflake.family:Snowflake",
        "queens": "domains.families.queens.family:Queens",
        "colouring": "domains.families.colouring.family:Colouring",
        "maze": "domains.families.maze.family:Maze",
        "minesweeper": "domains.families.minesweeper.family:Minesweeper",
        **GALLERY,
    },
)


def families() -> dict[str, Family]:
    """Return every family by name."""
    return FAMILIES.all()


def family(name: str) -> Family:
    """Return the family with a name.

    Raises:
        UnknownNameError: there is none; the message names the nearest.
    """
    return FAMILIES.get(name)


def guess(sample: str) -> Family | None:
    """Return the one family that recognises the beginning of an input, or None.

    Plugins are asked where no built-in family recognises it. Two that do are no answer.
    """
    named = first_line(sample).partition(":")[0]
    if named in GALLERY:
        return family(named)
    built_in = [family(name) for name in FAMILIES.built_in if name not in GALLERY]
    found = [candidate for candidate in built_in if candidate.recognises(sample)]
    if not found:
        others = [other for name, other in families().items() if name not in FAMILIES.built_in]
        found = [candidate for candidate in others if candidate.recognises(sample)]
    return found[0] if len(found) == 1 else None


DOMAINS: dict[str, str] = {
    "candidates": "domains.candidates:CandidateDomain",
    "intervals": "domains.intervals:IntervalDomain",
    "splits": "domains.splits:SplitDomain",
    "pairs": "domains.pairs:PairDomain",
    "equations": "domains.affine:AffineDomain",
    "pairs and equations": "domains.reduced:pairs_and_equations",
}
"""Name -> ``module:attribute`` of what makes an abstract domain of a structure."""


def domain_makers() -> dict[str, Callable[[Structure], AbstractDomain[Any]]]:
    """Return by name what makes each built-in abstract domain of a structure."""
    found = {}
    for name, place in DOMAINS.items():
        module, _, attribute = place.partition(":")
        found[name] = getattr(importlib.import_module(module), attribute)
    return found
