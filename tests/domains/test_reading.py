"""Whatever a file holds, the reader gets numbered lines or one error with its place."""

from __future__ import annotations

import gzip
import io
import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domains.errors import InputError
from domains.reading import LONGEST_LINE, Line, from_bytes, from_path, from_text

MEGABYTE = 1_000_000


def lines_of(data: bytes) -> list[Line | str]:
    """The lines of some bytes, errors as text."""
    return [item if isinstance(item, Line) else str(item) for item in from_bytes(data, "t").lines]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=9)))
def test_lines_come_back_whatever_ends_them(texts: list[str]) -> None:
    expected = [Line(number, text) for number, text in enumerate(texts, 1)]
    for end in (b"\n", b"\r\n"):
        data = b"".join(text.encode() + end for text in texts)
        assert lines_of(data) == lines_of(gzip.compress(data)) == expected
        assert not texts or lines_of(b"\xef\xbb\xbf" + data) == expected


def test_a_last_line_needs_no_end() -> None:
    assert lines_of(b"a\nb") == [Line(1, "a"), Line(2, "b")]
    assert lines_of(b"") == []


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"ab\xff", "t:1:3: found byte 0xff, expected UTF-8 text"),
        (b"ab\0", "t:1:3: found a zero byte (a binary file?), expected text"),
    ],
)
def test_bytes_that_are_no_text_are_pointed_at_and_the_rest_is_read(
    data: bytes, error: str
) -> None:
    assert lines_of(data + b"\nnext") == [error, Line(2, "next")]


def test_broken_gz_files_are_errors() -> None:
    packed = gzip.compress(bytes(range(256)).replace(b"\n", b"") * 40)
    for broken in (packed[:-9], packed[:12] + b"\xff" * 30, b"\x1f\x8b", b"\x1f\x8bxx"):
        (*_, last) = lines_of(broken)
        assert "unreadable data" in str(last)


def test_an_argument_that_is_no_utf8_is_an_error() -> None:
    (error,) = from_text("53\udcff").lines
    assert str(error) == "<argument>:1:3: found byte 0xff, expected UTF-8 text"


@pytest.mark.parametrize("length", [LONGEST_LINE - 1, LONGEST_LINE])
def test_the_longest_line_is_read(length: int) -> None:
    assert lines_of(b"x" * length + b"\nnext")[1] == Line(2, "next")
    assert isinstance(lines_of(b"x" * length + b"\nnext")[0], Line)


@pytest.mark.parametrize("length", [1, 2, MEGABYTE, MEGABYTE + 1])
def test_a_longer_line_is_one_error_and_the_next_is_read(length: int) -> None:
    found = lines_of(b"x" * (LONGEST_LINE + length) + b"\nnext\n")
    error = f"t:1: found a line of over {LONGEST_LINE} bytes, expected a shorter line"
    assert found == [error, Line(2, "next")]


class Endless(io.RawIOBase):
    """A line of many bytes and then another, without holding them."""

    def __init__(self, length: int) -> None:
        self.left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        if self.left < 0:
            return 0
        count = min(len(buffer), max(self.left, 1))
        buffer[:count] = b"x" * count if self.left else b"\n"
        self.left -= count
        return count


def test_a_line_of_100_megabytes_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BufferedReader(Endless(100 * MEGABYTE))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    tracemalloc.start()
    (error,) = from_path("-").lines
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(error, InputError)
    assert peak < 10 * MEGABYTE


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    for path, found in (
        (tmp_path, "a directory"),
        (tmp_path / "none", "no such file or directory"),
        ("zero\0byte", "a zero byte in a name"),
    ):
        with pytest.raises(InputError) as caught:
            from_path(str(path))
        assert caught.value.found == found


def test_a_file_is_closed_when_its_lines_end(tmp_path: Path) -> None:
    # An unclosed file is a ResourceWarning, and warnings are errors here.
    path = tmp_path / "a.txt"
    path.write_bytes(gzip.compress(b"a\nb\n"))
    assert list(from_path(str(path)).lines) == [Line(1, "a"), Line(2, "b")]
