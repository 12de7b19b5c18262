// The side panel: raw webhooks and API calls with their checks, and the buttons that make things fail.
import { el } from "./dom.js";
import * as wire from "./wire.js";

const pretty = (value) => el("pre", {}, JSON.stringify(value, null, 2));
const LIMIT = 200;

/** Draw the panel into `root`; returns a function that adds one item of the feed. */
export function drawPanel(root, words, feed) {
  const list = el("div", { id: "traffic" });
  root.replaceChildren(el("h2", {}, words.faults), tools(words), el("h2", {}, words.traffic), list);
  const add = (item) => {
    list.prepend(item.kind === "call" ? call(item.data) : webhook(item.data, words));
    while (list.childElementCount > LIMIT) list.lastElementChild.remove();
  };
  feed.forEach(add);
  return add;
}

function tools(words) {
  const buttons = {
    slow: () => wire.addFault({ delay: 3, accept: true }),
    limit: () => wire.addFault({ status: 429, message: "The API rate limit has been exceeded. Try again later." }),
    before: () => wire.addFault({ status: 500, message: "Internal server error" }),
    after: () => wire.addFault({ status: 500, accept: true, message: "Internal server error" }),
    hang: () => wire.addFault({ hang: true }),
    hold: () => wire.settings({ hold_webhooks: 1 }),
    lose: () => wire.settings({ lose_webhooks: 1 }),
    quota: () => wire.settings({ quota: 0 }),
    unquota: () => wire.settings({ quota: null }),
  };
  const row = el("div", { class: "tools" });
  for (const [name, press] of Object.entries(buttons)) {
    const button = el("button", { type: "button" }, words.fault[name]);
    button.addEventListener("click", press);
    row.append(button);
  }
  const clear = el("button", { type: "button" }, words.clear);
  clear.addEventListener("click", wire.clearFaults);
  row.append(clear);
  return row;
}

function call(data) {
  const good = data.status >= 200 && data.status < 300;
  const mark = el("span", { class: good ? "good" : "bad" }, `${good ? "✓" : "✗"} ${data.status}`);
  const root = el("details", { class: "item call" });
  root.append(el("summary", {}, "← ", mark, ` ${data.method} ${data.path}`, data.fault ? ` [${data.fault}]` : ""));
  const remarks = [...data.problems, ...data.notes];
  if (remarks.length) root.append(el("ul", {}, ...remarks.map((line) => el("li", {}, line))));
  root.append(el("div", {}, `x-line-request-id: ${data.request_id}`));
  if (data.retry_key) root.append(el("div", {}, `x-line-retry-key: ${data.retry_key}`));
  root.append(pretty(data.request), pretty(data.response));
  return root;
}

function webhook(data, words) {
  const good = data.reason === "ok";
  const kinds = data.events.map((event) => event.message?.type ?? event.type).join(", ");
  const mark = el("span", { class: good ? "good" : "bad" }, `${good ? "✓" : "✗"} ${data.status || data.reason}`);
  const root = el("details", { class: "item webhook" });
  root.append(el("summary", {}, "→ ", mark, ` ${words.webhook} ${kinds} · ${data.duration_ms} ms`));
  const [event] = data.events;
  const again = [["duplicate", false], ["redeliver", true]].map(([name, redelivery]) => {
    const button = el("button", { type: "button" }, words[name]);
    button.addEventListener("click", () => wire.redeliver(event.webhookEventId, redelivery));
    return button;
  });
  if (event) root.append(el("div", { class: "tools" }, ...again));
  root.append(el("div", {}, `x-line-signature: ${data.signature}`), pretty(JSON.parse(data.body)));
  return root;
}
