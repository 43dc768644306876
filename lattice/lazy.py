"""Packages whose names load on first use (PEP 562), so that importing a package costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def lazy_names(package: str, home: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a package.

    Args:
        package: the package's ``__name__``.
        home: per module of the package the public names it defines.

    Raises:
        AttributeError: (the returned function) the package has no such name.
    """
    module_of = {name: module for module, names in home.items() for name in names}

    def load(name: str) -> Any:  # noqa: ANN401  (whatever the module defines)
        if name not in module_of:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message)
        return getattr(import_module(f"{package}.{module_of[name]}"), name)

    return load
