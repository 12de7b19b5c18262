// The clock of the simulator: shown always, turned by hand.
import { el } from "./dom.js";
import * as wire from "./wire.js";

const ZONE = "Asia/Bangkok";
const HOUR = 3600;
const DAY = 24 * HOUR;

/** Write a moment as people in Thailand read it, or as the page's language does. */
export function dateOf(at, words, parts = { weekday: "short", day: "numeric", month: "short", year: "numeric" }) {
  return new Date(at).toLocaleDateString(words.locale, { timeZone: ZONE, ...parts });
}

export function timeOf(at, parts = { hour: "2-digit", minute: "2-digit" }) {
  return new Date(at).toLocaleTimeString("th-TH", { timeZone: ZONE, ...parts });
}

/** Give a function that takes the state of the clock (`{now, running, real}`) and draws it from then on. */
export function clock(output, tools, texts) {
  let held = { now: Date.now(), running: true, real: true };
  let since = performance.now();
  const now = () => held.now + (held.running ? performance.now() - since : 0);
  const show = () => {
    const words = texts();
    const mark = held.real ? "" : ` · ${held.running ? words.clock.simulated : words.clock.stands}`;
    output.textContent = `${dateOf(now(), words)} ${timeOf(now(), { timeStyle: "medium" })}${mark}`;
    output.classList.toggle("simulated", !held.real);
  };
  const draw = () => {
    const words = texts().clock;
    const turns = [
      [held.running ? words.stop : words.run, () => ({ running: !held.running })],
      [words.hour, () => ({ advance: HOUR })],
      [words.day, () => ({ advance: DAY })],
      [words.week, () => ({ advance: 7 * DAY })],
      [words.month, () => ({ advance: 30 * DAY })],
      [words.real, () => ({ now: Date.now(), running: true })],
    ];
    const moment = el("input", { type: "datetime-local", id: "clock-moment", "aria-label": words.moment, value: local(now()) });
    turns.push([words.set, () => (moment.value ? { now: Date.parse(`${moment.value}+07:00`) } : {})]);
    const buttons = turns.map(([name, change]) => {
      const button = el("button", { type: "button" }, name);
      button.addEventListener("click", async () => take(await wire.turnClock(change())));
      return button;
    });
    tools.replaceChildren(...buttons.slice(0, -1), moment, buttons.at(-1));
  };
  const take = (state) => {
    held = state;
    since = performance.now();
    draw();
    show();
  };
  setInterval(show, 1000);
  return take;
}

function local(at) {
  return new Date(at + 7 * HOUR * 1000).toISOString().slice(0, 16);
}
