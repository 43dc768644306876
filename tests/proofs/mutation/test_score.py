"""Trials and their score: who is killed, by whom, and what that says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from proofs.audit import registered
from proofs.confidence import clopper_pearson
from proofs.mutation import __main__ as command
from proofs.mutation import score as scoring
from proofs.mutation.mutants import Mutant, mutants_of
from proofs.mutation.score import (
    Score,
    Trial,
    all_mutants,
    earlier_killers,
    run_trial,
    run_trials,
    sample,
    table_lines,
)
from proofs.mutation.targets import ROOT, TARGETS, Target
from proofs.precision.table import golden

HIDDEN_SINGLE = next(t for t in TARGETS if t.file.endswith("hidden_single.py"))


def changed(before: str, after: str) -> str:
    """The source of the hidden single with one text replaced."""
    assert HIDDEN_SINGLE.source.count(before) == 1
    return HIDDEN_SINGLE.source.replace(before, after)


def test_nobody_objects_to_the_original() -> None:
    assert run_trial(HIDDEN_SINGLE, HIDDEN_SINGLE.source) == ""


@pytest.mark.parametrize(
    ("before", "after", "killer"),
    [
        ("once & ~twice & ~fixed", "0", "precision: hidden single"),
        ("for view in", "raise KeyError\n        for view in", "exception: KeyError"),
        ("(view.index,), (view.cand", "(), (view.cand", "precision: reasons of hidden single"),
        ("self.name, (view.index,), (v", "'it', (view.index,), (v", "reasons: reasons are present"),
        ("from __future__", "raise SystemExit(3)\nfrom __future__", "exception: SyntaxError"),
    ],
)
def test_who_kills_a_mutant(before: str, after: str, killer: str) -> None:
    assert run_trial(HIDDEN_SINGLE, changed(before, after)) == killer


def test_an_endless_loop_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "SECONDS", 2)
    endless = changed("for view in", "while True:\n            pass\n        for view in")
    assert run_trial(HIDDEN_SINGLE, endless) == "timeout"


def test_judges_and_files_exist() -> None:
    deductions = {deduction for deduction, _ in golden()}
    for target in TARGETS:
        assert (ROOT / target.file).is_file()
        assert target.deductions or target.audits
        assert set(target.deductions) <= deductions, target.file
        assert set(target.audits) <= set(registered()), target.file


def test_every_technique_and_rule_is_a_target() -> None:
    files = {target.file for target in TARGETS}
    lists = {"__init__.py", "base.py"}
    for folder in ("domains/techniques", "domains/rules"):
        names = {path.name for path in (ROOT / folder).glob("*.py")} - lists
        assert {f"{folder}/{name}" for name in names} <= files


def test_a_sample_is_drawn_by_its_seed_and_kept_in_order() -> None:
    every = all_mutants([HIDDEN_SINGLE])
    chosen = sample(every, 5, seed=1)
    assert chosen == sample(every, 5, seed=1) != sample(every, 5, seed=2)
    assert [every.index(pair) for pair in chosen] == sorted(map(every.index, chosen))
    assert sample(every, 0, seed=1) == sample(every, 10_000, seed=1) == every


def trial(killer: str, excuse: str = "") -> Trial:
    """A trial of some mutant."""
    return Trial(next(mutants_of("a.py", "x = 1 < 2")), killer, excuse)


def test_the_score_leaves_out_what_is_known_to_be_equivalent_and_did_survive() -> None:
    trials = (trial("precision: X-wing"), trial(""), trial("", "the same"), trial("a: b", "wrong"))
    score = Score(trials, population=9)
    assert (score.killed, score.counted) == (2, 3)
    assert score.survivors == (trials[1],)
    assert score.interval == clopper_pearson(2, 3)
    line = list(table_lines(score))[1].split()
    assert line == ["a.py", "4", "1", "1", "0", "0", "1", "1"]
    assert Score((), 0).share == 1


@pytest.mark.parametrize(
    ("successes", "trials", "expected"),
    [
        (0, 10, (0.0, 0.3085)),
        (5, 10, (0.1871, 0.8129)),
        (10, 10, (0.6915, 1.0)),
        (97, 100, (0.9148, 0.9938)),
    ],
)
def test_the_interval_is_exact(successes: int, trials: int, expected: tuple[float, float]) -> None:
    found = clopper_pearson(successes, trials)
    assert found == pytest.approx(expected, abs=1e-4)


def test_an_interval_of_nothing_is_everything_and_of_too_much_refused() -> None:
    assert clopper_pearson(0, 0) == (0.0, 1.0)
    with pytest.raises(ValueError, match="expected 0 to 3 successes, found 4"):
        clopper_pearson(4, 3)


def test_the_command_tries_a_few_and_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    status = command.main(["--sample", "3", "--seed", "2", "--file", "naked_single"])
    printed = capsys.readouterr()
    whole = len(list(mutants_of("a.py", _naked_single().source)))
    assert f"3 of {whole} mutants, seed 2" in printed.out
    assert "domains/techniques/naked_single.py" in printed.out
    assert len(printed.err.splitlines()) == 3
    survived = printed.out.count("\nsurvived  ")
    assert f"killed {3 - survived} of 3" in printed.out
    assert status == (survived > 0)


def _naked_single() -> Target:
    return next(t for t in TARGETS if Path(t.file).name == "naked_single.py")


def test_mutants_are_told_apart_by_their_text() -> None:
    one, other = list(mutants_of("a.py", "x = 1 < 2"))[:2]
    assert isinstance(one, Mutant)
    assert one.key != other.key
    assert one.source != other.source


def test_what_an_earlier_run_killed_is_not_tried_again(capsys: pytest.CaptureFixture[str]) -> None:
    pairs = [(HIDDEN_SINGLE, m) for m in mutants_of(HIDDEN_SINGLE.file, HIDDEN_SINGLE.source)][:2]
    command._progress(Trial(replace(pairs[0][1], line=1), "precision: hidden single"))
    command._progress(Trial(pairs[1][1], ""))
    earlier = earlier_killers(capsys.readouterr().err)
    assert list(earlier.values()) == ["precision: hidden single"]
    (first,) = run_trials(pairs[:1], 1, lambda trial: None, earlier)
    assert first == Trial(pairs[0][1], "precision: hidden single")
