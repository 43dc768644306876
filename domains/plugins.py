"""What other packages register: puzzle families, abstract domains, rules and proposers.

A plugin is an entry point, in pyproject.toml of its own distribution::

    [project.entry-points."ldt.families"]
    mosaic = "ldt_mosaic:MosaicFamily"

`ldt new-domain` writes such packages.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUPS = {
    "family": "ldt.families",
    "domain": "ldt.domains",
    "rule": "ldt.rules",
    "proposer": "ldt.proposers",
}
"""Per kind of plugin the group of its entry points.

A family and a proposer are registered as what makes one; a domain as what makes one of a structure;
a rule as a function that returns what is to be audited of it (`proofs.audit.RuleExamples`).
"""


def entry_points_of(kind: str) -> list[EntryPoint]:
    """Return what is registered of a kind, by name; nothing of it is imported."""
    from importlib.metadata import entry_points  # slow to import, and seldom needed

    return sorted(entry_points(group=GROUPS[kind]), key=lambda point: point.name)


def plugins(kind: str) -> Iterator[tuple[str, object]]:
    """Yield the name of each plugin of a kind, and what it registers.

    One that cannot be loaded is skipped with a warning that names it.
    """
    for point in entry_points_of(kind):
        try:
            yield point.name, point.load()
        except Exception as error:  # noqa: BLE001  (a plugin may fail in any way)
            message = f"{kind} {point.name!r} ({point.value}) was skipped: {error!r}"
            warnings.warn(message, RuntimeWarning, stacklevel=2)


def registered_by(distribution: str) -> list[EntryPoint]:
    """Return what one distribution registers; nothing of it is imported.

    Raises:
        LookupError: it is not installed, or registers nothing; with the names of those that do.
    """
    from importlib.metadata import PackageNotFoundError, distributions
    from importlib.metadata import distribution as installed

    try:
        points = [p for p in installed(distribution).entry_points if p.group in GROUPS.values()]
    except (PackageNotFoundError, ValueError):
        points = None
    if points:
        return points
    others = {
        other.name
        for other in distributions()
        if any(point.group in GROUPS.values() for point in other.entry_points)
    }
    found = (
        f"no package {distribution!r} is installed"
        if points is None
        else (f"the package {distribution!r} registers nothing")
    )
    known = f"those that register something: {', '.join(sorted(others)) or 'none'}"
    raise LookupError(f"{found}; {known}")
