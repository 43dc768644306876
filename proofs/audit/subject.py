"""What is audited: laws, and the worlds in which they are tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from proofs.audit.examine import examine
from proofs.audit.verdict import Report, Result, Settings
from proofs.laws.base import Law, World


class TargetError(ValueError):
    """Something that cannot be audited; the message says what can."""


@dataclass(frozen=True, slots=True)
class Part:
    """Laws of one group, and worlds, small ones first."""

    laws: tuple[Law, ...]
    worlds: tuple[World, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A target with everything it takes to audit it.

    Attributes:
        name: how the target is found again.
        kind: what it is, in a word or two.
        parts: the laws and worlds.
    """

    name: str
    kind: str
    parts: tuple[Part, ...]

    def questions(self) -> Iterator[tuple[Law, tuple[World, ...]]]:
        """Yield each law with its worlds."""
        for part in self.parts:
            for law in part.laws:
                yield law, part.worlds

    def results(
        self, settings: Settings, tick: Callable[[], None] = lambda: None
    ) -> Iterator[Result]:
        """Yield what becomes of each law, as soon as it is known."""
        for law, worlds in self.questions():
            yield examine(law, worlds, settings, tick)

    def report(self, settings: Settings, tick: Callable[[], None] = lambda: None) -> Report:
        """Audit completely."""
        return Report(self.name, self.kind, settings, tuple(self.results(settings, tick)))

    def find(self, group: str, law: str, world: str) -> tuple[Law, World]:
        """Return a law and a world by their names.

        Raises:
            TargetError: the target has no such law or world.
        """
        for known, worlds in self.questions():
            if (known.group, known.name) == (group, law):
                for place in worlds:
                    if place.name == world:
                        return known, place
                message = f"{self.name} has no world {world!r} for the law {law!r}"
                raise TargetError(message)
        message = f"{self.name} is under no law {group}: {law}"
        raise TargetError(message)
