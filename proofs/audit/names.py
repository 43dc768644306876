"""What a user types becomes a target: a registered name, ``module:object``, ``path.py:Object``."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType

from proofs.audit.subject import Subject, TargetError
from proofs.audit.targets import subject_of


def resolve(target: str) -> Subject:
    """Return what there is to audit under a name.

    Args:
        target: a registered name; or ``package.module:object``; or ``path/to/file.py:Object``. Code
            is imported only when one of the latter two is given, as typed.

    Raises:
        TargetError: there is no such thing, or it cannot be audited.
    """
    if ":" in target:
        return subject_of(object_at(target), target)
    from proofs.audit.registry import registered

    known = registered()
    by_lower = {name.lower(): name for name in known}
    if target.lower() not in by_lower:
        near = get_close_matches(target.lower(), by_lower, n=1)
        hint = f" Did you mean {by_lower[near[0]]!r}?" if near else ""
        forms = "a registered name, module:object, or path.py:Object"
        message = f"nothing is registered as {target!r}.{hint} Expected {forms}."
        raise TargetError(message)
    name = by_lower[target.lower()]
    return subject_of(known[name], name)


def object_at(target: str) -> object:
    """Import what ``package.module:object`` or ``path/to/file.py:Object`` names.

    Raises:
        TargetError: there is no such module, file or object.
    """
    place, _, attribute = target.rpartition(":")
    return _attribute(_module(place), attribute, target)


def _module(place: str) -> ModuleType:
    try:
        if place.endswith(".py"):
            return _from_path(Path(place))
        return importlib.import_module(place)
    except TargetError:
        raise
    except Exception as error:
        message = f"cannot import {place}: {type(error).__name__}: {error}"
        raise TargetError(message) from error


def _from_path(path: Path) -> ModuleType:
    """Import a file as Python would run it: its folder comes first on the path while it loads."""
    if not path.is_file():
        message = f"there is no file {path}"
        raise TargetError(message)
    spec = importlib.util.spec_from_file_location(f"audited_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    sys.path.insert(0, str(path.resolve().parent))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.pop(0)
    return module


def _attribute(module: ModuleType, dotted: str, target: str) -> object:
    found: object = module
    for name in dotted.split("."):
        if not hasattr(found, name):
            public = sorted(n for n in vars(module) if not n.startswith("_"))
            near = get_close_matches(name, public, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            message = f"{target}: {module.__name__} has no {name!r}.{hint}"
            raise TargetError(message)
        found = getattr(found, name)
    return found
