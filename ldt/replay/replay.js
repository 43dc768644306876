"use strict";
// Replays a film: frames as changes of the lines of a drawing. See ldt/replay/film.py.

const film = JSON.parse(document.getElementById("film").textContent);
const TURNS = new Set(["decision", "leap", "conflict", "retraction", "reset", "solution", "gap", "end"]);
const AROUND = 4; // steps listed before and after the current one
const KEY_FRAME = 64; // every so many frames the whole drawing is kept, for jumps

const part = (id) => document.getElementById(id);
const last = film.frames.length - 1;
const kept = new Map(); // frame number -> its lines, as numbers
let at = -1;
let lines = [];
let timer = null;

// The family's drawing has styles of its own; in a shadow tree they cannot touch the page.
const canvas = part("drawing").attachShadow({ mode: "open" });
const frameStyle = "<style>svg { width: 100%; max-width: 38rem; height: auto; max-height: 72vh }</style>";

function applied(drawing, splices) {
  const changed = drawing.slice();
  for (const [start, gone, ...come] of splices) changed.splice(start, gone, ...come);
  return changed;
}

function linesOf(target) {
  let from = at >= 0 && at <= target ? at : -1;
  let drawing = from >= 0 ? lines : [];
  for (let key = target - (target % KEY_FRAME); key > from; key -= KEY_FRAME) {
    if (kept.has(key)) {
      [from, drawing] = [key, kept.get(key)];
      break;
    }
  }
  while (from < target) {
    drawing = applied(drawing, film.frames[++from].draw);
    if (from % KEY_FRAME === 0) kept.set(from, drawing);
  }
  return drawing;
}

function show(target) {
  target = Math.max(0, Math.min(last, target));
  if (target === at) return;
  lines = linesOf(target);
  at = target;
  const frame = film.frames[at];
  canvas.innerHTML = frameStyle + lines.map((line) => film.lines[line]).join("\n");
  part("kind").textContent = frame.kind;
  part("kind").parentElement.dataset.kind = frame.kind;
  const guesses = frame.level === 1 ? "1 open guess" : `${frame.level} open guesses`;
  part("place").textContent = `step ${at + 1} of ${last + 1}, ${guesses}`;
  part("reason").textContent = frame.text;
  part("scrubber").value = at;
  part("scrubber").setAttribute("aria-valuetext", `step ${at + 1}: ${frame.kind}`);
  listSteps();
  history.replaceState(null, "", `#${at + 1}`);
  if (at === last) pause();
}

function listSteps() {
  const first = Math.max(0, Math.min(at - AROUND, last - 2 * AROUND));
  const items = [];
  for (let step = first; step <= Math.min(last, first + 2 * AROUND); step++) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.kind = film.frames[step].kind;
    button.textContent = film.frames[step].text;
    if (step === at) button.setAttribute("aria-current", "step");
    button.addEventListener("click", () => go(step));
    const item = document.createElement("li");
    item.append(button);
    items.push(item);
  }
  const focused = part("steps").contains(document.activeElement);
  part("steps").replaceChildren(...items);
  if (focused) part("steps").querySelector("[aria-current]").focus();
}

function go(step) {
  pause();
  show(step);
}

function turn(direction) {
  let step = at + direction;
  while (step > 0 && step < last && !TURNS.has(film.frames[step].kind)) step += direction;
  go(step);
}

function play() {
  if (at === last) show(0);
  pause();
  timer = setInterval(() => show(at + 1), 1000 / Number(part("speed").value));
  part("play").textContent = "Pause";
  part("reason").setAttribute("aria-live", "off"); // nobody can listen that fast
}

function pause() {
  if (timer !== null) clearInterval(timer);
  timer = null;
  part("play").textContent = "Play";
  part("reason").setAttribute("aria-live", "polite");
}

function toggle() {
  if (timer === null) play();
  else pause();
}

const KEYS = {
  ArrowLeft: () => go(at - 1),
  ArrowRight: () => go(at + 1),
  Home: () => go(0),
  End: () => go(last),
  PageUp: () => turn(-1),
  PageDown: () => turn(1),
  " ": toggle,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in KEYS)) return;
  const own = event.target.tagName === "SELECT" || event.target.tagName === "SUMMARY";
  const pressed = event.key === " " && event.target.tagName === "BUTTON";
  if (own || pressed) return; // the element does what its key means there
  event.preventDefault();
  KEYS[event.key]();
});

function markTurns() {
  const marked = film.frames.flatMap((frame, step) =>
    ["decision", "leap", "conflict", "reset", "solution"].includes(frame.kind) ? [[frame.kind, step]] : []);
  const most = 400; // more cannot be told apart
  const every = Math.ceil(marked.length / most);
  part("marks").replaceChildren(...marked.filter((_, index) => index % every === 0).map(([kind, step]) => {
    const mark = document.createElement("i");
    mark.dataset.kind = kind;
    mark.style.left = `${(100 * step) / Math.max(1, last)}%`;
    return mark;
  }));
}

function begin() {
  part("scrubber").max = last;
  part("scrubber").addEventListener("input", () => go(Number(part("scrubber").value)));
  for (const [id, act] of Object.entries({
    first: KEYS.Home, back: KEYS.ArrowLeft, play: toggle, forward: KEYS.ArrowRight, last: KEYS.End,
    turn: KEYS.PageDown,
  })) part(id).addEventListener("click", act);
  part("speed").addEventListener("change", () => timer !== null && play());
  window.addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1 || 0));
  if (film.left_out) {
    part("notice").textContent = `This replay is not whole: ${film.left_out} events of the search, ` +
      "with the deductions between them, are left out before its end.";
    part("notice").hidden = false;
  }
  markTurns();
  show(Number(location.hash.slice(1)) - 1 || 0);
}

begin();
