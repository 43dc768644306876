"""Every public operator of the package has a law, and the package exports what it says."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import lattice
from proofs.laws.order import LATTICE_LAWS
from tests.lattice.coverage import COVERED

HERE = Path(__file__).parent

# What states no fact of its own: how elements are stored, and text for people.
NO_LAW = {
    "ArrayLattice.core_shape": "shape of an element; every properness check uses it",
    "ArrayLattice.dtype": "number type of an element; every properness check uses it",
    "ArrayLattice.batch_shape": "tested below",
    "ArrayLattice.stack": "tested below",
    "Truth": "a type",
    "everywhere": "tested below",
    "read_only": "tested by the writes that every element refuses",
}
# Operators of every lattice, tested for all of them together.
FOR_ALL = {"elements", "cardinality", "sample"} | {
    name.removeprefix("Lattice.") for law in LATTICE_LAWS for name in law.operators
}


def operators_of(name: str) -> set[str]:
    """The public operators behind one exported name, without errors and inherited ones."""
    value = getattr(lattice, name)
    if not inspect.isclass(value):
        return {name}
    if issubclass(value, Exception):
        return set()
    slots = set(getattr(value, "__dataclass_fields__", ()))
    own = {key for key in vars(value) if not key.startswith("_")} - slots
    return {f"{name}.{key}" for key in own if key not in FOR_ALL}


def test_every_public_operator_has_a_law() -> None:
    for path in HERE.glob("test_*.py"):
        importlib.import_module(f"tests.lattice.{path.stem}")
    operators = {op for name in lattice.__all__ for op in operators_of(name)}
    stored = {"core_shape", "dtype"}
    missing = {
        operator
        for operator in operators - COVERED - set(NO_LAW)
        if operator.rpartition(".")[2] not in stored
    }
    assert missing == set()


def test_laws_name_operators_that_exist() -> None:
    operators = {op for name in lattice.__all__ for op in operators_of(name)}
    assert {name for name in COVERED if name not in operators | set(lattice.__all__)} == set()
    assert {name for name in FOR_ALL if not hasattr(lattice.Lattice, name)} == set()


def test_exports_are_complete_and_the_same_for_readers_and_checkers() -> None:
    source = Path(str(lattice.__file__)).read_text(encoding="utf-8")
    for name in lattice.__all__:
        assert getattr(lattice, name) is not None
        assert name in dir(lattice)
        assert source.count(name) >= 3  # import for type checkers, __all__, home
    assert not hasattr(lattice, "no_such_name")


def test_importing_the_package_loads_no_numpy() -> None:
    code = "import lattice, sys; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_stack_and_batch_shape_describe_batches() -> None:
    chain, interval = lattice.FiniteLattice.chain(3), lattice.Interval(0, 3)
    batch = interval.stack(interval.elements())
    assert interval.batch_shape(batch) == (11,)
    assert interval.batch_shape(interval.top) == ()
    assert interval.batch_shape(interval.stack([])) == (0,)
    assert interval.proper(interval.stack([]))
    assert chain.batch_shape(chain.stack([batch[:, 0], batch[:, 1]])) == (2, 11)


def test_everywhere_needs_every_batch_entry() -> None:
    chain = lattice.FiniteLattice.chain(2)
    batch = chain.stack(chain.elements())
    assert lattice.everywhere(chain.leq(batch, chain.top))
    assert not lattice.everywhere(chain.leq(batch, chain.bottom))
    assert lattice.everywhere(chain.leq(chain.stack([]), chain.bottom))
    assert lattice.everywhere(True)
