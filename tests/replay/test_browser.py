"""The page in a real browser: it draws, it obeys the keyboard, it loads nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from domains.families.base import Puzzle
from domains.families.sudoku import sudoku_structure
from domains.families.sudoku.family import Sudoku
from ldt.replay.film import Recorder, film
from ldt.replay.frames import Frame, Replay
from ldt.replay.page import page as page_of
from search import Goal, solve
from tests.replay.browser import Page, browser, chromium

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium on PATH"),
]
PROBLEM = sudoku_structure(2, 2).problem([(0, 1), (5, 2)])
HOSTILE = "<img src=x onerror=\"document.title='broken'\">"


def recorded() -> Recorder:
    recorder = Recorder()
    solve(PROBLEM, goal=Goal.count(50), strategy="symbolic", observers=[recorder])
    return recorder


@pytest.fixture(scope="module")
def frames() -> list[Frame]:
    replay = Replay(Sudoku(), PROBLEM)
    return [frame for event in recorded().events for frame in replay.frames(event)]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture
def page(running: Page, tmp_path: Path) -> Page:
    place = tmp_path / "replay.html"
    made = film(Sudoku(), PROBLEM, recorded())
    place.write_text(page_of(made, Puzzle("sudoku", PROBLEM, HOSTILE), HOSTILE), encoding="utf-8")
    running.events.clear()
    running.open(place.as_uri())
    return running


def step(page: Page) -> int:
    return int(page.evaluate("Number(document.getElementById('scrubber').value)"))


def text(page: Page, id_: str) -> str:
    return str(page.evaluate(f"document.getElementById('{id_}').textContent"))


def drawn(page: Page) -> str:
    """The text of the drawing that is shown: its candidates and values in their order."""
    script = (
        "[...document.getElementById('drawing').shadowRoot.querySelectorAll('svg text')]"
        ".map(t => t.textContent).join('')"
    )
    return str(page.evaluate(script))


def expected(frame: Frame) -> str:
    svg = Sudoku().svg(PROBLEM.structure, frame.masks, frame.marked, PROBLEM.masks)
    return "".join(
        line.partition(">")[2][:1] for line in svg.split("\n") if line.startswith("<text")
    )


def test_each_step_shows_its_frame(page: Page, frames: list[Frame]) -> None:
    assert step(page) == 0
    for number, frame in enumerate(frames):
        assert step(page) == number
        assert text(page, "kind") == frame.kind.value
        assert text(page, "reason") == frame.text
        assert drawn(page) == expected(frame)
        page.press("ArrowRight")


def test_the_keyboard(page: Page, frames: list[Frame]) -> None:
    last = len(frames) - 1
    page.press("End")
    assert step(page) == last
    assert drawn(page) == expected(frames[last])
    page.press("ArrowRight")
    assert step(page) == last
    page.press("ArrowLeft")
    assert step(page) == last - 1
    page.press("Home")
    assert (step(page), drawn(page)) == (0, expected(frames[0]))
    page.press("PageDown")
    turn = next(n for n, frame in enumerate(frames) if n and frame.kind.value != "deduction")
    assert step(page) == turn
    page.press("PageUp")
    assert step(page) == 0


def test_space_plays_and_pauses(page: Page) -> None:
    page.evaluate("document.getElementById('speed').value = '30'")
    page.press(" ")
    live = "document.getElementById('reason').getAttribute('aria-live')"
    assert (text(page, "play"), page.evaluate(live)) == ("Pause", "off")
    page.evaluate("new Promise(done => setTimeout(done, 400))")
    page.press(" ")
    stopped = step(page)
    assert stopped >= 2
    page.evaluate("new Promise(done => setTimeout(done, 200))")
    assert step(page) == stopped
    assert (text(page, "play"), page.evaluate(live)) == ("Play", "polite")


def test_the_scrubber_and_the_list_jump(page: Page, frames: list[Frame]) -> None:
    middle = len(frames) // 2
    page.evaluate(
        f"(s => {{ s.value = {middle}; s.dispatchEvent(new Event('input')) }})"
        "(document.getElementById('scrubber'))"
    )
    assert text(page, "reason") == frames[middle].text
    assert drawn(page) == expected(frames[middle])
    page.evaluate("document.querySelector('#steps li:first-child button').click()")
    assert step(page) == middle - 4
    assert page.evaluate("location.hash") == f"#{middle - 3}"


def test_everything_can_be_reached_by_tab_and_has_a_name(page: Page) -> None:
    names = []
    for _ in range(9):
        page.press("Tab")
        names.append(
            page.evaluate(
                "(e => e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent)"
                "(document.activeElement)"
            )
        )
    assert all(name.strip() for name in names)
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) != "none"


def test_names_are_text_and_nothing_is_loaded(page: Page) -> None:
    assert page.evaluate("document.title") == f"sudoku: {HOSTILE}"
    assert page.evaluate("document.querySelectorAll('img').length") == 0
    requests = [
        event["params"]["request"]["url"]
        for event in page.events
        if event.get("method") == "Network.requestWillBeSent"
    ]
    assert [url for url in requests if not url.startswith("file:")] == []
    errors = [
        event for event in page.events
        if event.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")
    ]  # fmt: skip
    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark(page: Page, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    page.ask("Emulation.setEmulatedMedia", features=features)
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (colour == "rgb(255, 255, 255)") == (scheme == "light")
    ground = page.evaluate(
        "getComputedStyle(document.getElementById('drawing').shadowRoot"
        ".querySelector('.ground')).fill"
    )
    assert ground == colour


@pytest.mark.parametrize("width", [320, 390, 1400])
def test_no_width_scrolls_sideways(page: Page, width: int) -> None:
    page.ask(
        "Emulation.setDeviceMetricsOverride",
        width=width, height=800, deviceScaleFactor=1, mobile=False,
    )  # fmt: skip
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = (
        "document.getElementById('drawing').shadowRoot.querySelector('svg').getBoundingClientRect()"
    )
    assert page.evaluate(f"{box}.right") <= width
    assert page.evaluate(f"{box}.width") > 200
