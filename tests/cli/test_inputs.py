"""Bad input: one line that teaches, exit status 3, and the rest of the batch goes on."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from domains.reading import LONGEST_LINE
from tests.cli.conftest import EASY, EASY_SOLVED, Run, records

ERROR_KEYS = ["schema", "type", "index", "place", "found", "expected"]
BAD_FILES = {
    "empty": b"",
    "blank": b"\n\n  \n",
    "binary": bytes(range(256)),
    "zero bytes": b"\0\0\0\0",
    "short": EASY[:-1].encode(),
    "long": EASY.encode() + b"1",
    "letters": EASY[:-1].encode() + b"q",
    "prose": b"This is not a puzzle at all.\n",
    "overlong": b"." * (LONGEST_LINE + 2),
    "cut gz": gzip.compress(EASY.encode() * 500)[:-20],
}
GOOD_FILES = {
    "crlf": f"{EASY}\r\n".encode(),
    "byte order mark": b"\xef\xbb\xbf" + EASY.encode() + b"\n",
    "no line end": EASY.encode(),
    "blank lines first": b"\n\n" + EASY.encode(),
    "zeros for blanks": EASY.replace(".", "0").encode(),
    "rows": "\n".join(EASY[k : k + 9] for k in range(0, 81, 9)).encode(),
    "gz": gzip.compress(EASY.encode()),
}


def written(folder: Path, content: bytes) -> Path:
    path = folder / "puzzle.txt"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_line_and_status_3(ldt: Run, tmp_path: Path, name: str) -> None:
    path = written(tmp_path, BAD_FILES[name])
    result = ldt("solve", "--quiet", path)
    assert (result.exit_code, result.stdout) == (3, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"ldt: {path}")
    assert ": found " in line
    assert ", expected " in line


@pytest.mark.parametrize("name", BAD_FILES)
def test_the_rest_of_the_batch_goes_on(ldt: Run, tmp_path: Path, name: str) -> None:
    path = written(tmp_path, BAD_FILES[name])
    found = records(ldt("solve", "--format", "json", path, EASY))
    assert [record["type"] for record in found] == ["error", "answer"]
    assert [record["index"] for record in found] == [0, 1]
    assert found[1]["solution"] == EASY_SOLVED


@pytest.mark.parametrize("name", GOOD_FILES)
def test_a_harmless_oddity_is_read(ldt: Run, tmp_path: Path, name: str) -> None:
    (record,) = records(ldt("solve", "--format", "json", written(tmp_path, GOOD_FILES[name])))
    assert record["solution"] == EASY_SOLVED


def test_an_error_as_json_has_the_documented_keys(ldt: Run, tmp_path: Path) -> None:
    path = written(tmp_path, f"{EASY}\n{EASY[:-1]}\n{EASY}\n".encode())
    result = ldt("solve", "--format", "json", path)
    assert result.exit_code == 3
    before, error, after = records(result)
    assert list(error) == ERROR_KEYS
    assert error["place"] == {"source": str(path), "line": 2, "column": None}
    assert "80 characters" in str(error["found"])
    assert "81" in str(error["expected"])
    assert (before["index"], error["index"], after["index"]) == (0, 1, 2)
    assert result.stderr == ""


def test_a_wrong_character_is_pointed_at(ldt: Run, tmp_path: Path) -> None:
    path = written(tmp_path, f"{EASY[:40]}q{EASY[41:]}\n".encode())
    assert f"{path}:1:41: found 'q'" in ldt("solve", path).stderr


def test_a_missing_file(ldt: Run, tmp_path: Path) -> None:
    result = ldt("solve", tmp_path / "nothing.txt")
    assert result.exit_code == 3
    assert "found no such file, expected a file, a puzzle, or '-' for stdin" in result.stderr


def test_a_missing_file_in_this_folder(ldt: Run) -> None:
    assert "no such file" in ldt("solve", "puzles.csv").stderr


def test_a_directory(ldt: Run, tmp_path: Path) -> None:
    result = ldt("solve", tmp_path)
    assert result.exit_code == 3
    assert "found a directory, expected a file" in result.stderr


def test_no_argument_at_a_terminal(ldt: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ldt.cli.inputs.sys", _AtTerminal)
    result = ldt("solve")
    assert result.exit_code == 2
    assert "'-' for stdin" in result.stderr


class _AtTerminal:
    """A stand-in for ``sys`` whose stdin is a terminal."""

    class stdin:  # noqa: N801  (the name in sys)
        @staticmethod
        def isatty() -> bool:
            return True


@pytest.mark.parametrize("command", ["check", "explain", "hint"])
def test_other_commands_read_as_carefully(ldt: Run, tmp_path: Path, command: str) -> None:
    result = ldt(command, written(tmp_path, BAD_FILES["binary"]))
    assert (result.exit_code, result.stdout) == (3, "")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["explain", "hint"])
def test_one_puzzle_means_one(ldt: Run, command: str) -> None:
    result = ldt(command, "-", stdin=f"{EASY}\n{EASY}\n")
    assert result.exit_code == 3
    assert "<stdin>:2: found a second puzzle, expected only one" in result.stderr
