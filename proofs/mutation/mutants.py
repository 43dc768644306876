"""First-order mutants of a Python source: each differs from it in one place.

The operators are the classical ones (DeMillo, Lipton and Sayward, "Hints on test data selection",
IEEE Computer 1978; Offutt et al., "An experimental determination of sufficient mutant operators",
ACM TOSEM 1996) as far as Python has them. Nothing is changed in what only people or type checkers
read: docstrings, f-strings, annotations, decorators; nor in inner asserts (``strict=True`` is one).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass

Change = tuple[str, str]
"""The operator and the text that replaces the node."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A source with one change.

    Attributes:
        file: path of the source, relative to the repository.
        line: where the change begins.
        scope: qualified name of the class or function it is in; empty at the top.
        operator: what kind of change it is.
        before: the lines with what is replaced, blanks squeezed.
        after: the same lines with what replaces it.
        source: the whole changed source.
    """

    file: str
    line: int
    scope: str
    operator: str
    before: str
    after: str
    source: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What finds it again after other lines have moved."""
        return self.file, self.scope, self.before, self.after

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.operator}: {self.before} → {self.after}"


def mutants_of(file: str, source: str) -> Iterator[Mutant]:
    """Yield the mutants of a source in the order of its text."""
    data = source.encode()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for place in _places(ast.parse(source), ""):
        node = place.node
        begin = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        lines = starts[node.lineno - 1], starts[node.end_lineno or 0]
        before = _squeezed(data[slice(*lines)])
        for operator, text in _changes(place):
            changed = data[:begin] + text.encode() + data[end:]
            after = _squeezed(changed[lines[0] : lines[1] + len(changed) - len(data)])
            yield Mutant(file, node.lineno, place.scope, operator, before, after, changed.decode())


def _squeezed(lines: bytes) -> str:
    """Return lines as one, without the blanks around them."""
    return " ".join(lines.decode().split())


@dataclass(frozen=True, slots=True)
class _Place:
    """A statement or expression, the scope it is in, and whether a branch depends on it."""

    node: ast.expr | ast.stmt
    scope: str
    decides: bool = False


def _places(node: ast.AST, scope: str, decides: bool = False) -> Iterator[_Place]:
    """Yield the statements and expressions that run."""
    if isinstance(node, ast.stmt | ast.expr):
        yield _Place(node, scope, decides)
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        scope = f"{scope}.{node.name}".lstrip(".")
    tests = _tests(node)
    for child in _running(node):
        yield from _places(child, scope, any(child is test for test in tests))


def _tests(node: ast.AST) -> list[ast.expr]:
    """Return the conditions a node depends on."""
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        return [node.test]
    return node.ifs if isinstance(node, ast.comprehension) else []


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the children of a node that can be changed to some effect."""
    if isinstance(node, ast.JoinedStr | ast.Assert | ast.Import | ast.ImportFrom):
        return
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    unread = {"annotation", "returns", "decorator_list", "targets"}
    for name, value in ast.iter_fields(node):
        if name not in unread or (name == "targets" and isinstance(node, ast.Delete)):
            parts = value if isinstance(value, list) else [value]
            yield from (part for part in parts if isinstance(part, ast.AST))


def _changes(place: _Place) -> Iterator[Change]:
    """Yield what can become of one place."""
    node = place.node
    # Of a comparison the negation is among its own changes, and `not` is dropped.
    if place.decides and not isinstance(node, ast.Compare | ast.UnaryOp):
        yield "condition negated", f"(not ({ast.unparse(node)}))"
    for kind, change in CHANGES:
        if isinstance(node, kind):
            yield from change(node)


def _text(node: ast.expr, **fields: object) -> str:
    """Return an expression with some of its fields replaced, in parentheses."""
    changed = copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return f"({ast.unparse(changed)})"


COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}

ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}


def _compare(node: ast.Compare) -> Iterator[Change]:
    for at, operator in enumerate(node.ops):
        for other in COMPARISONS[type(operator)]:
            yield "comparison", _text(node, ops=[*node.ops[:at], other(), *node.ops[at + 1 :]])


def _connective(node: ast.BoolOp) -> Iterator[Change]:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield "connective", _text(node, op=other)


def _arithmetic(node: ast.BinOp) -> Iterator[Change]:
    if type(node.op) in ARITHMETIC:
        yield "arithmetic", _text(node, op=ARITHMETIC[type(node.op)]())


def _in_place(node: ast.AugAssign) -> Iterator[Change]:
    yield "statement deleted", "pass"
    if type(node.op) in ARITHMETIC:
        changed = copy(node)
        changed.op = ARITHMETIC[type(node.op)]()
        yield "arithmetic", ast.unparse(changed)


def _unary(node: ast.UnaryOp) -> Iterator[Change]:
    yield "unary dropped", f"({ast.unparse(node.operand)})"


def _constant(node: ast.Constant) -> Iterator[Change]:
    if isinstance(node.value, bool):
        yield "constant", str(not node.value)
    elif isinstance(node.value, int):
        yield "constant", str(node.value + 1)
        yield "constant", f"({node.value - 1})"


def _statement(node: ast.Expr) -> Iterator[Change]:
    if not isinstance(node.value, ast.Constant):
        yield "statement deleted", "pass"


def _assignment(node: ast.Assign) -> Iterator[Change]:
    if all(isinstance(target, ast.Subscript | ast.Attribute) for target in node.targets):
        yield "statement deleted", "pass"


def _return(node: ast.Return) -> Iterator[Change]:
    if node.value is None:
        yield "return dropped", "pass"
    elif not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield "return replaced", "return None"


def _jump(node: ast.stmt) -> Iterator[Change]:
    yield f"{type(node).__name__.lower()} dropped", "pass"


CHANGES: tuple[tuple[type[ast.AST], Callable[..., Iterator[Change]]], ...] = (
    (ast.Compare, _compare),
    (ast.BoolOp, _connective),
    (ast.BinOp, _arithmetic),
    (ast.AugAssign, _in_place),
    (ast.UnaryOp, _unary),
    (ast.Constant, _constant),
    (ast.Expr, _statement),
    (ast.Assign, _assignment),
    (ast.Return, _return),
    (ast.Break, _jump),
    (ast.Continue, _jump),
    (ast.Raise, _jump),
)
"""Per kind of node what can become of it."""
