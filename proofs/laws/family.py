"""The laws of a puzzle family: it reads what it writes, and generates what it promises."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from domains.errors import Place
from domains.families.base import Puzzle, Symmetry
from domains.oracle import ExactOracle
from domains.problem import Masks, Problem, Structure
from domains.reading import from_text
from proofs.laws.base import Law, law

if TYPE_CHECKING:
    pass
from proofs.laws.family_world import FamilyWorld


@law(
    "family",
    "generate gives a problem with exactly one solution",
    "seed",
    about="Family.generate",
)
def generated_problems_have_one_solution(world: FamilyWorld, seed: int) -> str | None:
    """What a generator promises."""
    count = world.oracle.count(world.problem(seed), 2)
    return None if count == 1 else f"it has {'no' if count == 0 else 'more than one'} solution"


@law("family", "one seed, one problem", "seed", about="Family.generate")
def generating_is_repeatable(world: FamilyWorld, seed: int) -> str | None:
    """All randomness comes from the generator that was passed in."""
    first = world.problem(seed)
    second = world.family.generate(world.request, Random(seed), ExactOracle())
    return world.same(first, second)


@law(
    "family",
    "the oracle's solution passes the rules",
    "seed",
    about="Family.generate Problem.holds",
)
def ground_solutions_pass_the_rules(world: FamilyWorld, seed: int) -> str | None:
    """`holds` agrees with the ground form, which the oracle reads."""
    return world.problem(seed).violation(world.solution(seed))


@law(
    "family",
    "read(puzzle_text(p)) = p for generated p",
    "seed",
    about="Family.read Family.puzzle_text",
)
def puzzles_read_back(world: FamilyWorld, seed: int) -> str | None:
    """What is written is read."""
    problem = world.problem(seed)
    back = world.read_back(problem)
    return back if isinstance(back, str) else world.same(problem, back)


@law(
    "family",
    "read(puzzle_text(p)) = p for any p",
    "seed",
    about="Family.read Family.puzzle_text",
)
def any_element_reads_back(world: FamilyWorld, seed: int) -> str | None:
    """Also with candidates removed here and there."""
    problem = Problem(world.problem(seed).structure, world.element(seed))
    back = world.read_back(problem)
    return back if isinstance(back, str) else world.same(problem, back)


@law(
    "family",
    "read states text, family and place of a puzzle",
    "seed",
    about="Family.read Family.name",
)
def puzzles_know_where_they_stood(world: FamilyWorld, seed: int) -> str | None:
    """Answers echo the puzzle, errors name its place."""
    text = world.family.puzzle_text(world.problem(seed))
    for found in world.family.read(from_text(text, "law")):
        if isinstance(found, Puzzle) and found.family != world.family.name:
            return f"the puzzle says it is of the family {found.family!r}"
        if isinstance(found, Puzzle) and (found.place is None or not found.text):
            return "the puzzle has no place or no text"
    return None if "\n" not in text else "the text has more than one line"


@law(
    "family",
    "read_solution(solution_text(s)) = s",
    "seed",
    about="Family.solution_text Family.read_solution",
)
def solutions_read_back(world: FamilyWorld, seed: int) -> str | None:
    """Whatever is printed as a solution can be checked."""
    structure, solution = world.problem(seed).structure, world.solution(seed)
    text = world.family.solution_text(structure, solution)
    back = world.family.read_solution(structure, text, Place("law"))
    return None if back == solution else f"{text!r} is read as {back}, not as {solution}"


def moved(
    world: FamilyWorld, structure: Structure, name: str, symmetry: Symmetry, masks: Masks
) -> str | None:
    """Say what is wrong with one symmetry at one solution."""
    count = len(structure.values)
    if sorted(symmetry.variables) != list(range(count)):
        return f"{name}: no bijection of variables"
    for variable, indices in enumerate(symmetry.indices):
        size = len(structure.values[symmetry.variables[variable]])
        if sorted(indices) != list(range(size)):
            return f"{name}: no bijection of the values of {structure.names[variable]}"
    image = symmetry.apply(masks)
    if symmetry.inverse().apply(image) != masks:
        return f"{name}: the inverse does not undo it"
    broken = structure.problem().violation(structure.decode(image))
    if broken is None:
        return None
    drawn = world.family.render(structure, image)
    return f"{name}: the image of a solution is none: {broken}\n{drawn}"


@law(
    "family",
    "s ∈ ‖p‖ ⇒ σ(s) ∈ ‖p‖ for every generator σ",
    "seed",
    about="Family.symmetry_generators Symmetry.apply Symmetry.inverse",
)
def symmetries_keep_solutions(world: FamilyWorld, seed: int) -> str | None:
    """Each generator maps solutions of the structure to solutions."""
    structure = world.problem(seed).structure
    masks = structure.encode(world.solution(seed))
    generators = world.family.symmetry_generators(structure)
    return next(
        (w for name, one in generators if (w := moved(world, structure, name, one, masks))), None
    )


@law(
    "family",
    "s ∈ ‖p‖ ⇒ σ(s) ∈ ‖p‖ for a random σ",
    "seed",
    about="Family.random_symmetry Symmetry.apply Symmetry.inverse",
)
def random_symmetries_keep_solutions(world: FamilyWorld, seed: int) -> str | None:
    """So augmentation keeps puzzles right."""
    structure = world.problem(seed).structure
    masks = structure.encode(world.solution(seed))
    symmetry = world.family.random_symmetry(structure, Random(seed))
    return moved(world, structure, f"random symmetry of seed {seed}", symmetry, masks)


@law(
    "family",
    "the drawing of s with one value changed is another",
    "seed",
    about="Family.render Family.value_name",
)
def drawings_show_every_value(world: FamilyWorld, seed: int) -> str | None:
    """No row, column or value is left out."""
    structure = world.problem(seed).structure
    masks = structure.encode(world.solution(seed))
    drawing = world.family.render(structure, masks)
    for variable, top in enumerate(structure.top):
        other = top & ~masks[variable]
        if other:
            changed = (*masks[:variable], other & -other, *masks[variable + 1 :])
            if world.family.render(structure, changed) == drawing:
                return f"the drawing does not show {structure.names[variable]}"
    return None


@law("family", "the SVG of an element is well-formed", "seed", about="Family.svg")
def svg_is_well_formed(world: FamilyWorld, seed: int) -> str | None:
    """A drawing that no browser refuses, without scripts."""
    structure = world.problem(seed).structure
    text = world.family.svg(structure, world.element(seed))
    root = Xml.fromstring(text)  # noqa: S314  (what the family itself just wrote)
    if not root.tag.endswith("svg"):
        return f"the root element is {root.tag}"
    return "it holds a script" if any(n.tag.endswith("script") for n in root.iter()) else None


@law(
    "family",
    "cells have different names, and so have the values of a cell",
    "seed",
    about="Family.cell_name Family.value_name",
)
def names_tell_apart(world: FamilyWorld, seed: int) -> str | None:
    """A reason in words can be followed."""
    family, structure = world.family, world.problem(seed).structure
    cells = [family.cell_name(structure, v) for v in range(len(structure.values))]
    if len(set(cells)) < len(cells):
        return "two cells have one name"
    for variable, values in enumerate(structure.values):
        names = [family.value_name(structure, variable, k) for k in range(len(values))]
        if len(set(names)) < len(names):
            return f"two values of {cells[variable]} have one name"
    return None


@law(
    "family",
    "recognises accepts or declines, and never raises",
    "seed",
    about="Family.recognises",
)
def recognising_is_safe(world: FamilyWorld, seed: int) -> str | None:
    """It is shown the beginning of any input."""
    text = world.family.puzzle_text(world.problem(seed))
    for sample in (text, text[: len(text) // 2], "", "\n", "hello", "\ufeff", text[::-1]):
        if world.family.recognises(sample) not in {True, False}:
            return f"of {sample[:20]!r} it says neither yes nor no"
    return "it recognises an empty input" if world.family.recognises("") else None


FAMILY_LAWS: tuple[Law, ...] = (
    generated_problems_have_one_solution,
    generating_is_repeatable,
    ground_solutions_pass_the_rules,
    puzzles_read_back,
    any_element_reads_back,
    puzzles_know_where_they_stood,
    solutions_read_back,
    symmetries_keep_solutions,
    random_symmetries_keep_solutions,
    drawings_show_every_value,
    svg_is_well_formed,
    names_tell_apart,
    recognising_is_safe,
)
"""Every law of a family."""
