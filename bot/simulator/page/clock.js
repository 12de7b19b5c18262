// The clock of the simulator: shown always, turned by hand.
import { button, el, folding } from "./dom.js";
import { icon } from "./icons.js";
import { words } from "./texts.js";
import * as wire from "./wire.js";

const ZONE = "Asia/Bangkok";
const HOUR = 3600;
const DAY = 24 * HOUR;
const SHORT = { weekday: "short", day: "numeric", month: "short", year: "numeric" };

/** Write a moment as people in Thailand read it, or as the page's language does. */
export function dateOf(at, parts = SHORT) {
  return new Date(at).toLocaleDateString(words.locale, { timeZone: ZONE, ...parts });
}

export function timeOf(at, parts = { hour: "2-digit", minute: "2-digit" }) {
  return new Date(at).toLocaleTimeString("th-TH", { timeZone: ZONE, ...parts });
}

/**
 * Draw the clock into a `details`; gives `{take(state), now()}`, where the state is `{now, running, real}`.
 * `tried(deed)` says what a turn of it was refused for.
 */
export function clock(menu, tried) {
  let held = { now: Date.now(), running: true, real: true };
  let since = performance.now();
  const [mark, face, turn] = [el("span", { class: "mark" }), el("span", { id: "clock" }), el("span", { class: "turn" })];
  menu.querySelector("summary").replaceChildren(icon("clock"), mark, face, turn, icon("down"));
  const tools = menu.querySelector(".menu-list");
  folding(menu);
  const now = () => held.now + (held.running ? performance.now() - since : 0);
  const show = () => {
    mark.textContent = held.real ? "" : held.running ? words.clock.simulated : words.clock.stands;
    face.textContent = `${dateOf(now())} ${timeOf(now(), { timeStyle: "medium" })}`;
    turn.textContent = words.turn;
    menu.classList.toggle("simulated", !held.real);
  };
  const drawn = draw(tools, now, (change) => tried(async () => take(await wire.turnClock(change))));
  const take = (state) => {
    held = state;
    since = performance.now();
    drawn(held);
    show();
  };
  setInterval(show, 1000);
  return { take, now };
}

/** Draw the buttons once; gives `(state)`, which leaves alone a moment that somebody is writing. */
function draw(tools, now, change) {
  const say = words.clock;
  const kind = el("p");
  const moment = el("input", { type: "datetime-local", id: "clock-moment", "aria-label": say.moment });
  const turn = (name, wanted) => button({}, name, () => change(wanted()));
  let held;
  let written = false;
  moment.addEventListener("input", () => (written = true));
  const set = () => {
    written = false;
    return moment.value ? { now: Date.parse(`${moment.value}+07:00`) } : {};
  };
  const run = turn(say.run, () => ({ running: !held.running }));
  tools.replaceChildren(
    kind,
    run,
    turn(say.hour, () => ({ advance: HOUR })),
    turn(say.day, () => ({ advance: DAY })),
    turn(say.week, () => ({ advance: 7 * DAY })),
    turn(say.month, () => ({ advance: 30 * DAY })),
    moment,
    turn(say.set, set),
    turn(say.real, () => ({ now: Date.now(), running: true })),
  );
  return (state) => {
    held = state;
    kind.textContent = held.real ? say.isReal : say.isSimulated;
    run.textContent = held.running ? say.stop : say.run;
    if (!written) moment.value = local(now());
  };
}

function local(at) {
  return new Date(at + 7 * HOUR * 1000).toISOString().slice(0, 16);
}
