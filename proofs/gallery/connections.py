"""Broken Galois connections and operators, all over the integers 0 to 3."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from lattice import GaloisConnection, Interval, Operator, Product, interval_connection
from lattice.galois import reduced_product
from proofs.audit.kinds import OperatorOn
from proofs.gallery.base import Specimen

DIGITS = Interval(0, 3)
RIGHT: GaloisConnection[Any, Any] = interval_connection(DIGITS)


def alpha_forgets_the_greatest(values: Iterable[int]) -> Any:  # noqa: ANN401
    """Describe all but the greatest."""
    return RIGHT.alpha(sorted(values)[:-1])


def alpha_gives_up(values: Iterable[int]) -> Any:  # noqa: ANN401
    """Describe two and more by ⊤."""
    listed = list(values)
    return RIGHT.alpha(listed) if len(listed) < 2 else DIGITS.top


def alpha_of_nothing(values: Iterable[int]) -> Any:  # noqa: ANN401
    """Describe nothing by ⊤."""
    return RIGHT.alpha(listed) if (listed := list(values)) else DIGITS.top


def gamma_without_an_end(element: Any, value: int) -> bool:  # noqa: ANN401
    """Leave the upper end out."""
    return bool(element[0] <= value < element[1])


def gamma_too_wide(element: Any, value: int) -> bool:  # noqa: ANN401
    """Let one more in at the upper end."""
    return bool(element[0] <= value <= element[1] + 1)


def gamma_of_odd_widths(element: Any, value: int) -> bool:  # noqa: ANN401
    """Allow nothing where the number of members is even."""
    return RIGHT.contains(element, value) and (element[1] - element[0]) % 2 == 0


def alpha_crossed(values: Iterable[int]) -> Any:  # noqa: ANN401
    """Exchange the ends of what is no single member."""
    return RIGHT.alpha(listed)[::-1] if len(listed := list(values)) > 1 else RIGHT.alpha(listed)


def alpha_of_three(values: Iterable[int]) -> Any:  # noqa: ANN401
    """Describe three and more by their least."""
    listed = sorted(values)
    return RIGHT.alpha(listed if len(listed) < 3 else listed[:1])


def gamma_of_wide(element: Any, value: int) -> bool:  # noqa: ANN401
    """Allow nothing where there are but two members, which a meet of wider intervals may be."""
    return RIGHT.contains(element, value) and element[1] - element[0] != 1


def gamma_with_an_end(element: Any, value: int) -> bool:  # noqa: ANN401
    """Let 3 in wherever there is anything."""
    return RIGHT.contains(element, value) or (value == 3 and not DIGITS.is_bottom(element))


def gamma_without_a_beginning(element: Any, value: int) -> bool:  # noqa: ANN401
    """Leave the lower end out, and so another one when what is left is described again."""
    return bool(element[0] < value <= element[1])


def same_interval(element: tuple[Any, ...]) -> tuple[Any, ...]:
    """Exchange what two intervals know, which is right."""
    common = DIGITS.meet(*element)
    return common, common


def forgetful_exchange(element: tuple[Any, ...]) -> tuple[Any, ...]:
    """Exchange, and leave the greatest member out."""
    common = DIGITS.meet(*element)
    if common[1] > common[0]:
        common = DIGITS.between(int(common[0]), int(common[1]) - 1)
    return common, common


def lazy_exchange(element: tuple[Any, ...]) -> tuple[Any, ...]:
    """Exchange only where the first interval has not two members."""
    return element if element[0][1] - element[0][0] == 1 else same_interval(element)


def _product(reduction: Callable[[Any], Any]) -> GaloisConnection[Any, Any]:
    return reduced_product((RIGHT, RIGHT), reduction)


BROKEN_CONNECTIONS: tuple[Specimen, ...] = (
    Specimen(
        "α too precise",
        "α forgets the greatest member",
        lambda: replace(RIGHT, alpha=alpha_forgets_the_greatest),
        ("gamma after alpha is extensive",),
    ),
    Specimen(
        "α too coarse",
        "α of two members is ⊤, where something smaller allows both",
        lambda: replace(RIGHT, alpha=alpha_gives_up),
        ("adjoint",),
    ),
    Specimen(
        "α of nothing",
        "α(∅) is ⊤",
        lambda: replace(RIGHT, alpha=alpha_of_nothing),
        ("alpha of nothing is bottom",),
    ),
    Specimen(
        "γ too small",
        "γ leaves the upper end out",
        lambda: replace(RIGHT, contains=gamma_without_an_end),
        ("gamma after alpha is extensive",),
    ),
    Specimen(
        "γ too large",
        "γ lets one more in at the upper end",
        lambda: replace(RIGHT, contains=gamma_too_wide),
        ("adjoint", "extremes mean everything and nothing"),
    ),
    Specimen(
        "γ not monotone",
        "γ is empty for intervals of an even number of members",
        lambda: replace(RIGHT, contains=gamma_of_odd_widths),
        ("gamma is monotone",),
    ),
    Specimen(
        "α crossed",
        "α gives the ends of an interval the wrong way round",
        lambda: replace(RIGHT, alpha=alpha_crossed),
        ("alpha is proper",),
    ),
    Specimen(
        "α not monotone",
        "α of three members is that of the least",
        lambda: replace(RIGHT, alpha=alpha_of_three),
        ("alpha is monotone",),
    ),
    Specimen(
        "γ of two",
        "γ is empty for intervals of two members, which meets of wider ones are",
        lambda: replace(RIGHT, contains=gamma_of_wide),
        ("gamma keeps meets",),
    ),
    Specimen(
        "γ with an end",
        "γ has the greatest value in it wherever it has any",
        lambda: replace(RIGHT, contains=gamma_with_an_end),
        ("alpha after gamma is reductive",),
    ),
    Specimen(
        "γ without a beginning",
        "γ leaves the lower end out, and one more each time it is described again",
        lambda: replace(RIGHT, contains=gamma_without_a_beginning),
        ("reduction keeps the meaning",),
    ),
    Specimen(
        "a reduction that forgets",
        "the components leave out their greatest common member",
        lambda: _product(forgetful_exchange),
        ("reduction of a product keeps gamma",),
    ),
    Specimen(
        "a reduction that is lazy at times",
        "the reduction does nothing where there are but two members, and is not monotone",
        lambda: _product(lazy_exchange),
        ("reduction of a product is monotone",),
    ),
)
"""Galois connections, each wrong in one way."""


def _at_least(bound: int) -> Callable[[Any], Any]:
    return lambda element: DIGITS.meet(element, DIGITS.between(bound, 3))


def climb(element: Any) -> Any:  # noqa: ANN401
    """Add 3."""
    return DIGITS.join(element, DIGITS.between(3, 3))


def one_off(element: Any) -> Any:  # noqa: ANN401
    """Take the least member off, again and again."""
    return DIGITS.between(int(element[0]) + 1, int(element[1]))


def afraid_of_everything(element: Any) -> Any:  # noqa: ANN401
    """Give up where nothing is known, and do nothing elsewhere."""
    return DIGITS.bottom if DIGITS.is_top(element) else element


def crossed(element: Any) -> Any:  # noqa: ANN401
    """Exchange the ends."""
    return element[::-1]


def follow(element: tuple[Any, ...]) -> tuple[Any, ...]:
    """Let the first interval follow the second."""
    return DIGITS.meet(*element), element[1]


def _on_digits(name: str, apply: Callable[[Any], Any], **claims: bool) -> OperatorOn:
    return OperatorOn(DIGITS, Operator(name, apply, frozenset({0}), **claims))


BROKEN_OPERATORS: tuple[Specimen, ...] = (
    Specimen(
        "an operator that climbs",
        "it adds a member",
        lambda: _on_digits("climb", climb),
        ("operator is reductive",),
    ),
    Specimen(
        "an operator that fears ⊤",
        "it gives ⊥ at ⊤ only, and is not monotone",
        lambda: _on_digits("afraid", afraid_of_everything),
        ("operator is monotone",),
    ),
    Specimen(
        "an operator that never stops",
        "it claims to be idempotent and takes one more off each time",
        lambda: _on_digits("one off", one_off, idempotent=True),
        ("operator is idempotent",),
    ),
    Specimen(
        "an operator that leaves the lattice",
        "it exchanges the ends of an interval",
        lambda: _on_digits("crossed", crossed),
        ("image is proper",),
    ),
    Specimen(
        "an operator that reads in secret",
        "it depends on the second component and declares the first",
        lambda: OperatorOn(Product((DIGITS, DIGITS)), Operator("follow", follow, frozenset({0}))),
        ("reads are declared",),
    ),
)
"""Operators, each wrong in one way."""
