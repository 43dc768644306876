"""Broken techniques: unsound, forgetful, silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from domains.deduction import Deduction, Reason
from domains.problem import Structure, bits
from domains.rules import AllDifferent
from domains.techniques import Technique
from domains.techniques.failed_literal import FailedLiteral
from domains.techniques.hidden_single import HIDDEN_SINGLE
from domains.techniques.intersections import POINTING
from domains.techniques.naked_single import NAKED_SINGLE
from domains.techniques.naked_subset import NAKED_PAIR
from proofs.gallery.base import Specimen

Found = Iterator[Deduction]


class BrokenTechnique(Technique):
    """What they share: a name, and that nobody rates them."""

    name: ClassVar[str] = "broken"
    summary: ClassVar[str] = "wrong on purpose"
    source: ClassVar[str] = "the gallery"
    difficulty: ClassVar[float] = 0.0

    def says(self, *removals: tuple[int, int], rules: tuple[int, ...] = (0,)) -> Deduction:
        """Return a deduction that looks like one."""
        return Deduction(removals, Reason(self.name, rules, (), "so it seems"))


class EagerSingle(BrokenTechnique):
    """The value of a fixed variable goes from everywhere, rule or no rule."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Remove its bit from all others."""
        for variable, mask in enumerate(masks):
            if mask.bit_count() == 1:
                hit = [(v, m & mask) for v, m in enumerate(masks) if v != variable and m & mask]
                if hit and structure.rules:
                    yield self.says(*hit)


class LonelyPair(BrokenTechnique):
    """One variable with two candidates counts as a naked pair."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Remove both candidates from the rest of each all-different rule."""
        for index, rule in enumerate(structure.rules):
            for variable in rule.scope if isinstance(rule, AllDifferent) else ():
                if masks[variable].bit_count() == 2:
                    pair = masks[variable]
                    others = [v for v in rule.scope if v != variable]
                    hit = [(v, masks[v] & pair) for v in others if masks[v] & pair]
                    if hit:
                        yield self.says(*hit, rules=(index,))


class HiddenSingleEverywhere(BrokenTechnique):
    """A value with one place left goes there, also where it need not be taken at all."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Count places in every all-different rule."""
        for index, rule in enumerate(structure.rules):
            if not isinstance(rule, AllDifferent):
                continue
            for k in range(max(len(structure.values[v]) for v in rule.scope)):
                places = [v for v in rule.scope if masks[v] >> k & 1]
                if len(places) == 1 and masks[places[0]] != 1 << k:
                    yield self.says((places[0], masks[places[0]] & ~(1 << k)), rules=(index,))


class OneInAThousand(BrokenTechnique):
    """Right, but for one element in a thousand."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Remove a candidate where a hash says so."""
        number = 0
        for mask in masks:
            number = (number * 31 + mask) % 1009
        still_open = [v for v, mask in enumerate(masks) if mask.bit_count() > 1]
        if number == 1 and still_open and structure.rules:
            yield self.says((still_open[0], masks[still_open[0]] & -masks[still_open[0]]))


class OffByOneVariable(BrokenTechnique):
    """The right candidates, removed from the variable beside."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Shift the removals of naked singles."""
        for deduction in NAKED_SINGLE.find(structure, masks):
            moved = {(v + 1) % len(masks): m for v, m in deduction.removals}
            alive = tuple((v, m & masks[v]) for v, m in moved.items() if m & masks[v])
            if alive:
                yield self.says(*alive, rules=deduction.reason.rules)


class AlwaysConflict(BrokenTechnique):
    """A variable with all its candidates is called a conflict."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Empty the first open variable."""
        for variable, mask in enumerate(masks):
            if mask == structure.top[variable] and structure.rules:
                yield self.says((variable, mask))
                return


class EmptyHands(BrokenTechnique):
    """Deductions that remove nothing."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Say that there is something, and remove the empty mask."""
        if masks and structure.rules:
            yield self.says((0, 0))


class Necromancer(BrokenTechnique):
    """Removes the candidates that are gone."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Remove the complement."""
        gone = [(v, top & ~masks[v]) for v, top in enumerate(structure.top) if top & ~masks[v]]
        if gone and structure.rules:
            yield self.says(*gone)


class TwiceTheSame(BrokenTechnique):
    """A variable is named twice in one deduction."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Repeat the removals of naked singles."""
        for deduction in NAKED_SINGLE.find(structure, masks):
            yield self.says(*deduction.removals * 2, rules=deduction.reason.rules)


class NoReason(BrokenTechnique):
    """Right, and says nothing."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Find hidden singles, silently."""
        for deduction in HIDDEN_SINGLE.find(structure, masks):
            yield replace(deduction, reason=Reason(self.name))


class BorrowedName(BrokenTechnique):
    """Signs with the name of another technique."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Find hidden singles under their own name."""
        return HIDDEN_SINGLE.find(structure, masks)


class HalfTheReason(BrokenTechnique):
    """Pointing that names only one of its two rules."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Leave the crossed rule out."""
        for deduction in POINTING.find(structure, masks):
            first = deduction.reason.rules[:1]
            yield replace(deduction, reason=Reason(self.name, first, deduction.reason.pattern))


class HalfThePattern(BrokenTechnique):
    """A naked pair that shows one of the two variables."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Leave the second out."""
        for deduction in NAKED_PAIR.find(structure, masks):
            reason = deduction.reason
            yield replace(deduction, reason=Reason(self.name, reason.rules, reason.pattern[:1]))


class ShortStory(FailedLiteral):
    """A refutation whose words leave out what the assumption forces."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Stop after the assumption."""
        for deduction in FailedLiteral.find(self, structure, masks):
            start = deduction.reason.detail.partition(" forces")[0]
            yield replace(deduction, reason=replace(deduction.reason, detail=start))


class DeadWitness(BrokenTechnique):
    """The reason rests on candidates that are gone."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Take the complement for the pattern."""
        for deduction in NAKED_SINGLE.find(structure, masks):
            dead = tuple((v, top & ~masks[v]) for v, top in enumerate(structure.top))
            rules = deduction.reason.rules
            yield replace(deduction, reason=Reason(self.name, rules, dead))


class Vandal(BrokenTechnique):
    """Writes into the element it looks at."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Apply the deductions to the argument, where it can be written to."""
        for deduction in NAKED_SINGLE.find(structure, tuple(masks)):
            if isinstance(masks, list):
                masks[:] = deduction.apply(masks)
            yield self.says(*deduction.removals, rules=deduction.reason.rules)


class OnceOnly(BrokenTechnique):
    """Remembers what it said, and does not repeat itself."""

    def __init__(self) -> None:
        self.said: set[tuple[int, ...]] = set()

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Answer each element once."""
        if tuple(masks) not in self.said:
            self.said.add(tuple(masks))
            for deduction in NAKED_SINGLE.find(structure, masks):
                yield self.says(*deduction.removals, rules=deduction.reason.rules)


class Fragile(BrokenTechnique):
    """Fails where a variable has no candidate left."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Take the lowest candidate of each variable."""
        for mask in masks:
            next(bits(mask))
        return iter(())


class Restless(BrokenTechnique):
    """Goes on deducing from a finished solution."""

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Remove what is left of the first variable."""
        if structure.rules and all(mask.bit_count() == 1 for mask in masks):
            yield self.says((0, masks[0]))


class Miscount(BrokenTechnique):
    """Hidden singles, of which the words name a value that has a place."""

    name = "hidden single"

    def find(self, structure: Structure, masks: Sequence[int]) -> Found:
        """Change the words where a value has no place."""
        for deduction in HIDDEN_SINGLE.find(structure, masks):
            said = "no place is left for 0" if deduction.reason.detail else ""
            yield replace(deduction, reason=replace(deduction.reason, detail=said))


def _of(technique: type[BrokenTechnique], fault: str, *laws: str) -> Specimen:
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in technique.__name__).strip()
    return Specimen(f"technique: {words}", fault, technique, laws)


SOUNDNESS = ("each deduction is sound",)

BROKEN_TECHNIQUES: tuple[Specimen, ...] = (
    _of(EagerSingle, "a value goes from variables that share no rule", *SOUNDNESS),
    _of(LonelyPair, "one variable with two candidates is taken for two", *SOUNDNESS),
    _of(HiddenSingleEverywhere, "a value that need not be taken is forced", *SOUNDNESS),
    _of(OneInAThousand, "one element in a thousand loses a solution", *SOUNDNESS),
    _of(OffByOneVariable, "candidates go from the variable beside", *SOUNDNESS),
    _of(
        AlwaysConflict,
        "an untouched variable is called a conflict",
        "stated conflicts are conflicts",
    ),
    _of(EmptyHands, "nothing is removed", "removes something"),
    _of(Necromancer, "what is removed was gone", "removals are alive"),
    _of(TwiceTheSame, "a variable is named twice", "removes something"),
    _of(NoReason, "what is right is said without a reason", "reasons are present"),
    _of(BorrowedName, "the reason names another technique", "reasons are present"),
    _of(DeadWitness, "the reason rests on dead candidates", "reasons are present"),
    _of(HalfTheReason, "a rule the argument needs is not named", "named rules suffice"),
    _of(HalfThePattern, "a variable of the pattern is not shown", "pattern suffices"),
    Specimen(
        "technique: short story",
        "a refutation does not say what is forced",
        ShortStory,
        ("refutations name their chain",),
    ),
    _of(Miscount, "the words name a value that has a place", "words are right"),
    _of(Vandal, "the argument is changed", "argument is kept"),
    _of(OnceOnly, "the second answer differs from the first", "same for lists and tuples"),
    _of(Fragile, "an element without a candidate makes it fail", "removes something"),
    _of(Restless, "a solution is not left alone", "solutions are left alone"),
)
"""Techniques, each wrong in one way."""
