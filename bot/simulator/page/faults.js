// What goes wrong on purpose: a form for API calls, the month's quota, webhooks; and what is under way now.
import { button, el, keep, write } from "./dom.js";
import { icon } from "./icons.js";
import { deeds } from "./menu.js";
import { fill, words } from "./texts.js";
import * as wire from "./wire.js";

const KINDS = {
  slow: (seconds) => ({ delay: seconds, accept: true }),
  rate: () => ({ status: 429, message: "The API rate limit has been exceeded. Try again later." }),
  monthly: () => ({ status: 429, message: "You have reached your monthly limit." }),
  before: () => ({ status: 500, message: "Internal server error" }),
  after: () => ({ status: 500, accept: true, message: "Internal server error" }),
  hang: () => ({ hang: true }),
  hangAfter: () => ({ hang: true, accept: true }),
};
const PATHS = ["/message/reply", "/message/push", "/message/multicast", "/message/narrowcast", "/message/broadcast", "/content", "/profile", "/richmenu", "/chat/"];

/** Draw the tools; gives the function that brings them up to date. */
export function drawFaults(root, page) {
  const parts = [callFaults(page), quota(page), webhooks(page), blocking(page)];
  root.replaceChildren(...parts.map((part) => part.root));
  return () => parts.forEach((part) => part.draw(page.state));
}

function callFaults(page) {
  const say = words.fault;
  const select = (choices) => el("select", {}, ...choices.map(([value, text]) => el("option", { value }, text)));
  const what = select(Object.keys(KINDS).map((kind) => [kind, say[kind]]));
  const where = select([["", say.all], ...PATHS.map((path) => [path, path])]);
  const times = select([["1", say.once], ["3", say.thrice], ["0", say.always]]);
  const seconds = el("input", { type: "number", min: 0.1, max: 600, step: 0.1, value: 3, required: true });
  const late = labelled(say.seconds, seconds);
  const list = el("ul", { class: "active" });
  const clear = button({}, say.clear, () => page.tried(wire.clearFaults));
  const form = el("form", { class: "fields" }, labelled(say.what, what), late, labelled(say.where, where), labelled(say.times, times), el("button", { type: "submit", class: "main" }, say.add));
  what.addEventListener("input", () => { late.hidden = seconds.disabled = what.value !== "slow"; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    page.tried(() => wire.addFault({ path: where.value, times: Number(times.value), ...KINDS[what.value](Number(seconds.value)) }));
  });
  const none = el("p", { class: "none" }, say.none);
  const draw = ({ faults }) => {
    none.hidden = faults.length > 0;
    clear.hidden = faults.length < 2;
    keep(list, faults.map((fault, place) => ({ key: `${place} ${JSON.stringify(fault)}`, make: () => active(fault, place, page) })));
  };
  return { root: el("section", {}, form, none, list, clear), draw };
}

function active(fault, place, page) {
  const text = describe(fault);
  const remove = button({ "aria-label": `${words.fault.remove}: ${text}` }, icon("close"), () => page.tried(() => wire.removeFault(place)));
  return el("li", {}, el("span", {}, text), remove);
}

function describe(fault) {
  const say = words.fault;
  const same = (made) => Object.entries({ status: null, accept: false, hang: false, ...made }).every(([key, value]) => key === "delay" || key === "message" || fault[key] === value);
  const monthly = /monthly/.test(fault.message);
  const kind = fault.delay ? "slow" : fault.status === 429 ? (monthly ? "monthly" : "rate") : Object.keys(KINDS).find((name) => same(KINDS[name](0)));
  const what = kind === "slow" ? fill(say.late, { seconds: fault.delay }) : say[kind] ?? String(fault.status);
  return [what, fault.path || say.all, fault.times ? fill(say.left, { count: fault.times }) : say.forever].join(" · ");
}

function quota(page) {
  const limit = el("input", { type: "number", min: 0, step: 1 });
  const used = el("input", { type: "number", min: 0, step: 1, required: true });
  const state = el("p", { class: "used" });
  const form = el("form", { class: "fields" }, labelled(words.quota.limit, limit), labelled(words.quota.used, used), el("button", { type: "submit" }, words.quota.set));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    page.set({ quota: limit.value === "" ? null : Number(limit.value), used: Number(used.value) });
  });
  const draw = ({ settings }) => {
    const known = settings.quota !== null;
    write(state, fill(known ? words.quota.state : words.quota.unlimited, settings));
    if (form.contains(document.activeElement)) return;
    limit.value = known ? settings.quota : "";
    used.value = settings.used;
  };
  return { root: el("section", {}, el("h3", {}, words.quota.title), state, form), draw };
}

function webhooks(page) {
  const say = words.hooks;
  const next = (name) => button({}, say[name.split("_")[0]], () => page.set({ [name]: page.state.settings[name] + 1 }));
  const check = (text, changed) => {
    const box = el("input", { type: "checkbox" });
    box.addEventListener("change", () => changed(box.checked));
    return [box, el("label", { class: "check" }, box, text)];
  };
  const [twice, twiceLabel] = check(say.twice, (whether) => { page.twice = whether; });
  const [again, againLabel] = check(say.redeliver, (redeliver) => page.set({ redeliver }));
  const waiting = el("p", { class: "used" });
  const draw = ({ settings }) => {
    const losing = settings.lose_webhooks ? fill(say.losing, { count: settings.lose_webhooks }) : "";
    const holding = settings.hold_webhooks ? fill(say.holding, { count: settings.hold_webhooks }) : "";
    write(waiting, [losing, holding].filter(Boolean).join(" · "));
    twice.checked = page.twice;
    again.checked = Boolean(settings.redeliver);
    againLabel.hidden = settings.redeliver === undefined;
  };
  const row = el("div", { class: "tools" }, next("lose_webhooks"), next("hold_webhooks"));
  return { root: el("section", {}, el("h3", {}, say.title), row, twiceLabel, againLabel, waiting), draw };
}

/** The person whose chat is open can be made to block the bot. */
function blocking(page) {
  const [name, row] = [el("h3"), el("div", { class: "tools" })];
  const root = el("section", {}, name, row);
  const draw = () => {
    const { person, deed } = page.person();
    root.hidden = !person;
    if (!person) return;
    write(name, person.name);
    const [[say, press]] = deeds({ person }, deed);
    keep(row, [{ key: `${person.user_id} ${say}`, make: () => button({}, words[say], press) }]);
  };
  return { root, draw };
}

const labelled = (text, field) => el("label", {}, el("span", {}, text), field);
