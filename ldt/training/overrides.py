"""Recipes changed by text: ``rate=0.001``, ``loss.value=1``, ``phases=0.5:4-8,1:8-16``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin, get_type_hints

from ldt.training.recipe import Phase, Recipe

WIDTHS = "widths"
POSITIVE = frozenset({"steps", "batch", "lifetime", "report", "pool", "clip"})
"""Numbers that must be above zero; no other may be negative."""


class OverrideError(ValueError):
    """A text that changes no recipe. One line: what was found and what was expected."""


def overridden(recipe: Recipe, texts: Sequence[str]) -> Recipe:
    """Return a recipe with fields changed, in the order of the texts ``name=value``.

    A field of a part is named with a dot (``policy.threshold=0.2``), a width of the model likewise
    (``widths.width=32``), lists are written with commas, phases as ``until:fewest-most``.

    Raises:
        OverrideError: no such field, or a value that it cannot have.
    """
    for text in texts:
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            message = f"found {text!r}, expected NAME=VALUE, such as rate=0.001"
            raise OverrideError(message)
        recipe = _changed(recipe, name.strip().split("."), value.strip(), text)
    return recipe


def _changed(part: Any, path: Sequence[str], value: str, text: str) -> Any:  # noqa: ANN401
    """Return a part of a recipe, any dataclass, with the field that a path leads to changed."""
    name, *rest = path
    known = [field.name for field in fields(part)]
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        message = f"found {text!r}: no field {name!r}; {hint}there are: {', '.join(known)}"
        raise OverrideError(message)
    old = getattr(part, name)
    if name == WIDTHS and len(rest) == 1:
        number = _number(int, rest[0], value, text, least=0)
        return replace(part, widths=tuple({**dict(old), rest[0]: number}.items()))
    if rest and is_dataclass(old):
        return replace(part, **{name: _changed(old, rest, value, text)})
    if rest or is_dataclass(old) or name == WIDTHS:
        message = f"found {text!r}, expected {_form(name, old)}"
        raise OverrideError(message)
    kind = get_type_hints(type(part))[name]
    return replace(part, **{name: _value(kind, name, value, text)})


def _form(name: str, old: object) -> str:
    """Say how a field with parts, or one without, is written."""
    if name == WIDTHS:
        return f"{name}.NAME=NUMBER"
    if is_dataclass(old):
        return f"{name}.NAME=VALUE with NAME of: {', '.join(f.name for f in fields(old))}"
    return f"{name}=VALUE, for it has no parts"


def _value(kind: Any, name: str, value: str, text: str) -> object:  # noqa: ANN401  (a type)
    """Read a value of a field's type."""
    if get_origin(kind) is Literal or kind is str:
        return _one_of(get_args(kind), value, text)
    if get_origin(kind) is tuple:
        return _items(get_args(kind), name, value, text)
    if kind is bool:
        return _one_of(("true", "false"), value.lower(), text) == "true"
    if kind is Phase:
        return _phase(value, text)
    return _number(kind, name, value, text)


def _one_of(allowed: tuple[str, ...], value: str, text: str) -> str:
    """Read one of some words; any word where none are named."""
    if allowed and value not in allowed:
        message = f"found {text!r}, expected one of: {', '.join(allowed)}"
        raise OverrideError(message)
    return value


def _items(kinds: tuple[Any, ...], name: str, value: str, text: str) -> tuple[object, ...]:
    """Read a list, of any length or of as many items as its type has."""
    items = [item.strip() for item in value.split(",")]
    wanted = len(kinds)
    if kinds[-1] is not Ellipsis and len(items) != wanted:
        message = f"found {text!r}, expected {wanted} values with commas between them"
        raise OverrideError(message)
    return tuple(_value(kinds[0], name, item, text) for item in items)


def _phase(value: str, text: str) -> Phase:
    """Read a phase: until which share of the run, and how many loops."""
    until, _, loops = value.partition(":")
    fewest, dash, most = loops.partition("-")
    try:
        phase = Phase(float(until), int(fewest), int(most if dash else fewest))
    except ValueError:
        phase = Phase(math.nan, 0, 0)
    if not (0 < phase.until <= 1 and 1 <= phase.fewest <= phase.most):
        message = f"found {text!r}, expected UNTIL:FEWEST-MOST such as 0.5:4-8, UNTIL in (0, 1]"
        raise OverrideError(message)
    return phase


def _number(
    kind: type[int] | type[float], name: str, value: str, text: str, least: int = 0
) -> int | float:
    """Read a number that is finite and in range."""
    try:
        number = kind(value)
    except ValueError:
        number = math.nan
    above = number > 0 if name in POSITIVE else number >= least or name == "seed"
    if not (math.isfinite(number) and above):
        word = "whole number" if kind is int else "number"
        sign = "above 0" if name in POSITIVE else "of 0 or more"
        message = f"found {text!r}, expected a {word} {sign}"
        raise OverrideError(message)
    return number
