"""What is installed, by its metadata: nothing is imported to find out."""

from __future__ import annotations

DISTRIBUTION = "lattice-deduction"


def version_of(distribution: str) -> str | None:
    """Return the version of an installed distribution, or None."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def own_version() -> str:
    """Return the version of this program; a checkout that is not installed has none."""
    return version_of(DISTRIBUTION) or "(not installed, run from a checkout)"
