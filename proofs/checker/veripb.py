"""Checks proofs in VeriPB's text format, versions 1.x, 2.0 and 3.0, against a formula.

The steps known here are those that only add what follows: `f`, `pol`, `rup`, `del id`, `sol`/`ov`,
`c`, and the last section. A step that this checker does not know is rejected, never skipped.

Format: Bogaerts, Gocht, McCreesh and Nordström; "VeriPB Proof Format Overview" and "VeriPB
Migration Guide From Version 2.0 to Version 3.0 of the Proof Format", both beside the tool.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from proofs.checker.constraints import (
    Constraint,
    add,
    clause,
    divide,
    integer,
    literal_of,
    multiply,
    read_constraint,
    saturate,
    weaken,
)
from proofs.checker.errors import Rejected
from proofs.checker.formulas import Formula, solution
from proofs.checker.propagation import Database
from proofs.checker.stored import Stored

Step = tuple[int, list[str]]
Solution = tuple[int, ...]

HEADER = "pseudo-Boolean proof version "
VERSIONS = ("1.0", "1.1", "1.2", "2.0", "3.0")
LAST_SECTION = ["output", "conclusion", "end"]


class Proof:
    """The database a proof has built so far, and what it has shown.

    Attributes:
        refuted: whether a contradiction was derived and pointed to.
        solutions: the solutions it has shown.
        steps: number of steps.
    """

    def __init__(self, formula: Formula, blocked: Sequence[Solution]) -> None:
        """Load a formula and the clauses that exclude known solutions."""
        self.formula = formula
        self.refuted = False
        self.solutions: list[Solution] = []
        self.steps = 0
        self._database = Database(formula.variables)
        self._known: dict[int, Stored] = {}
        self._last = 0
        self._ended: list[str] = []
        for constraint in formula.constraints:
            self._keep(constraint)
        for excluded in blocked:
            self._keep(clause([-literal for literal in excluded]))
        self._loaded = self._last
        self._rules: dict[str, Callable[[list[str]], None]] = {
            "f": self._formula,
            "pol": self._combine,
            "p": self._combine,
            "rup": self._propagate,
            "u": self._propagate,
            "del": self._delete,
            "sol": self._solution,
            "ov": self._solution,
            "c": self._contradiction,
            "output": self._output,
            "conclusion": self._conclusion,
            "end": self._end,
        }

    def run(self, text: str) -> None:
        """Check every step of a proof.

        Raises:
            Rejected: a step does not follow or cannot be read, or the end is missing.
        """
        version = _version(text)
        line = 1
        for line, words in _steps(text, version):
            try:
                self._step(words)
            except Rejected as error:
                raise Rejected(error.reason, line) from None
        if version.startswith("1."):
            ended = self.refuted or bool(self.solutions)
        else:
            ended = self._ended == LAST_SECTION
        if not ended:
            message = "the proof ends without its last section: it is incomplete"
            raise Rejected(message, line)

    def _step(self, words: list[str]) -> None:
        if self._ended and words[0] not in LAST_SECTION[len(self._ended) :]:
            message = f"found {words[0]!r} after {self._ended[-1]!r}"
            raise Rejected(message)
        if words[0] not in self._rules:
            message = f"unknown step {words[0]!r}"
            raise Rejected(message)
        self.steps += 1
        self._rules[words[0]](words[1:])

    def _keep(self, constraint: Constraint) -> None:
        self._last += 1
        self._known[self._last] = self._database.add(constraint)

    def _stored(self, word: str) -> int:
        """Return the number of a constraint; negative ones count from the last."""
        number = integer(word)
        number = self._last + 1 + number if number < 0 else number
        if number not in self._known:
            message = f"there is no constraint {word}: it was not derived yet, or was deleted"
            raise Rejected(message)
        return number

    def _formula(self, words: list[str]) -> None:
        if words and (len(words) > 1 or integer(words[0]) != self._loaded):
            message = f"the proof is about {' '.join(words)} constraints, loaded {self._loaded}"
            raise Rejected(message)

    def _combine(self, words: list[str]) -> None:
        """Add what cutting planes derive, in reverse Polish notation."""
        stack: list[Constraint | int] = []
        for word in words:
            stack.append(self._combined(word, stack))
        if len(stack) != 1:
            message = f"{len(stack)} operands are left, expected 1"
            raise Rejected(message)
        self._keep(self._operand(stack.pop()))

    def _combined(self, word: str, stack: list[Constraint | int]) -> Constraint | int:
        """Apply one operation to the top of the stack; a number is one until it is used."""
        if word == "s":
            return saturate(self._operand(_pop(stack)))
        if word == "w":
            variable = _pop(stack)
            if isinstance(variable, int) or len(variable.terms) != 1 or variable.degree:
                message = "expected a variable before 'w'"
                raise Rejected(message)
            return weaken(self._operand(_pop(stack)), abs(next(iter(variable.terms))))
        if word == "+":
            other = self._operand(_pop(stack))
            return add(self._operand(_pop(stack)), other)
        if word in ("*", "d"):
            number = _pop(stack)
            if not isinstance(number, int) or number < 1:
                message = f"expected a positive number before {word!r}"
                raise Rejected(message)
            scaled = multiply if word == "*" else divide
            return scaled(self._operand(_pop(stack)), number)
        if word[0] in "x~":
            return Constraint({literal_of(word): 1}, 0)
        return integer(word)

    def _operand(self, entry: Constraint | int) -> Constraint:
        """Return a constraint of the stack, or the one that a number stands for."""
        if isinstance(entry, int):
            return self._known[self._stored(str(entry))].constraint
        return entry

    def _propagate(self, words: list[str]) -> None:
        """Add a constraint whose negation propagates to a conflict."""
        constraint, relation = read_constraint(words)
        if relation != ">=":
            message = "expected '>='"
            raise Rejected(message)
        if not self._database.implies(constraint):
            message = f"not implied by unit propagation: {' '.join(words)}"
            raise Rejected(message)
        self._keep(constraint)

    def _delete(self, words: list[str]) -> None:
        if len(words) < 2 or words[0] != "id":
            message = f"expected 'del id' and numbers, found 'del {' '.join(words)}'"
            raise Rejected(message)
        for number in [self._stored(word) for word in words[1:]]:
            if number not in self._known:
                message = f"constraint {number} is deleted twice"
                raise Rejected(message)
            self._database.delete(self._known.pop(number))

    def _solution(self, words: list[str]) -> None:
        self.solutions.append(solution(map(literal_of, words), self.formula))

    def _contradiction(self, words: list[str]) -> None:
        if len(words) != 1:
            message = f"expected the number of a constraint, found {' '.join(words)!r}"
            raise Rejected(message)
        constraint = self._known[self._stored(words[0])].constraint
        if constraint.slack >= 0:
            message = f"constraint {words[0]} is no contradiction"
            raise Rejected(message)
        self.refuted = True

    def _output(self, words: list[str]) -> None:
        self._close("output", words, ["NONE"])

    def _end(self, words: list[str]) -> None:
        self._close("end", words, ["pseudo-Boolean", "proof"])

    def _close(self, word: str, found: list[str], expected: list[str]) -> None:
        if found != expected:
            message = f"expected '{word} {' '.join(expected)}', found '{word} {' '.join(found)}'"
            raise Rejected(message)
        self._ended.append(word)

    def _conclusion(self, words: list[str]) -> None:
        """Check ``UNSAT : number`` or ``SAT : literals``."""
        self._ended.append("conclusion")
        if words[:2] == ["UNSAT", ":"]:
            self._contradiction(words[2:])
        elif words[:2] == ["SAT", ":"]:
            self._solution(words[2:])
        else:
            message = f"expected 'UNSAT :' or 'SAT :', found {' '.join(words)!r}"
            raise Rejected(message)


def _pop(stack: list[Constraint | int]) -> Constraint | int:
    if not stack:
        message = "an operand is missing"
        raise Rejected(message)
    return stack.pop()


def _version(text: str) -> str:
    """Return the version that the first line states."""
    first = text.partition("\n")[0].rstrip()
    version = first.removeprefix(HEADER)
    if not first.startswith(HEADER) or version not in VERSIONS:
        message = f"expected {HEADER!r} and one of {', '.join(VERSIONS)}, found {first[:60]!r}"
        raise Rejected(message, 1)
    return version


def _steps(text: str, version: str) -> Iterator[Step]:
    """Yield the words of each step, with the line it begins on.

    Since 3.0 a semicolon ends a step and a per cent sign begins a comment; before, a step is a
    line, one that begins with an asterisk is a comment, and a constraint ends with a semicolon.
    """
    waiting: list[str] = []
    start = 0
    for number, line in enumerate(text.splitlines(), 1):
        if number == 1 or (version < "3" and line.startswith("*")):
            continue
        if version < "3":
            words = line.rstrip().removesuffix(";").split()
            if words:
                yield number, words
            continue
        *ended, rest = line.partition("%")[0].split(";")
        for part in ended:
            words, start = [*waiting, *part.split()], start if waiting else number
            waiting = []
            if not words:
                message = "an empty step"
                raise Rejected(message, number)
            yield start, words
        start = start if waiting else number
        waiting += rest.split()
    if waiting:
        message = f"the last step has no semicolon: {' '.join(waiting)}"
        raise Rejected(message, start)
