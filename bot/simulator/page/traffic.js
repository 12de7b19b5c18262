// The list of what goes over the wire: webhooks and API calls, each one line, with its JSON and its checks behind it.
import { timeOf } from "./clock.js";
import { button, el } from "./dom.js";
import { nameOf } from "./store.js";
import { words } from "./texts.js";
import * as wire from "./wire.js";

/** So many items are kept. */
export const LIMIT = 300;
const TO = { push: "to", "loading/start": "chatId" };

/** The list below its filter; `page` gives the state and says what happened. */
export class Traffic {
  constructor(page) {
    Object.assign(this, { page, items: [], replies: new Map() });
    this.list = el("div", { id: "traffic", role: "list", "aria-label": words.traffic });
    this.none = el("p", { class: "none" }, words.nothing);
    this.words = el("input", { type: "search", "aria-label": words.filter.words, placeholder: words.filter.words });
    const kinds = ["all", "webhook", "call", "bad"].map((kind) => el("option", { value: kind }, words.filter[kind]));
    this.kind = el("select", { "aria-label": words.filter.kind }, ...kinds);
    const clear = button({}, words.filter.clear, () => this.clear());
    this.root = el("section", { class: "traffic" }, el("h3", {}, words.traffic), el("div", { class: "filter" }, this.words, this.kind, clear), this.none, this.list);
    for (const field of [this.words, this.kind]) field.addEventListener("input", () => this.filter());
  }

  /** Put an item of the feed on top; the oldest goes when there are many. */
  add(feed) {
    const { data } = feed;
    const item = feed.kind === "call" ? this.call(data) : this.webhook(data);
    item.text = JSON.stringify([data, item.line]).toLowerCase();
    item.node = draw(item, this.page);
    this.items.push(item);
    this.list.prepend(item.node);
    if (this.items.length > LIMIT) this.items.shift().node.remove();
    this.show(item);
    this.none.hidden = true;
  }

  clear() {
    this.items = [];
    this.list.replaceChildren();
    this.none.hidden = false;
  }

  filter() {
    for (const item of this.items) this.show(item);
  }

  show(item) {
    const kind = this.kind.value;
    const right = kind === "all" || kind === item.kind || (kind === "bad" && !item.good);
    item.node.hidden = !right || !item.text.includes(this.words.value.trim().toLowerCase());
  }

  call(data) {
    const good = data.status >= 200 && data.status < 300;
    const { request } = data;
    const field = Object.keys(TO).find((part) => data.path.endsWith(part));
    const whom = field ? request[TO[field]] : this.replies.get(request.replyToken);
    const who = Array.isArray(request.to) ? `× ${request.to.length}` : nameOf(this.page.state, whom);
    const line = `${data.method} ${data.path.replace("/v2/bot/", "")}`;
    const checks = data.problems.length ? data.problems : good ? [words.item.right] : [];
    const notes = [...data.notes, ...(data.fault ? [`${words.item.fault} ${data.fault}`] : [])];
    const heads = [`x-line-request-id: ${data.request_id}`, data.retry_key && `x-line-retry-key: ${data.retry_key}`].filter(Boolean);
    const bodies = [[words.item.request, request], [words.item.response, data.response]];
    return { kind: "call", good, line, who, status: data.status || "–", at: data.at, ms: data.duration_ms, checks, notes, heads, bodies, data };
  }

  webhook(data) {
    const good = data.reason === "ok";
    for (const { replyToken, source } of data.events) {
      if (replyToken) this.remember(replyToken, source?.groupId ?? source?.roomId ?? source?.userId);
    }
    const names = data.events.map((event) => `${event.type}${event.message ? ` ${event.message.type}` : ""}`);
    const again = data.events.some((event) => event.deliveryContext?.isRedelivery) ? ` (${words.item.redelivered})` : "";
    const who = nameOf(this.page.state, data.events[0]?.source?.userId);
    const refused = data.reason === "error_status_code" && [400, 401, 403].includes(data.status);
    const checks = [words.item.signed, good ? words.item.accepted : refused ? words.item.rejected : ""].filter(Boolean);
    const line = (names.join(", ") || words.item.check) + again;
    const heads = [`x-line-signature: ${data.signature}`];
    const bodies = [[words.item.request, JSON.parse(data.body)]];
    return { kind: "webhook", good, line, who, status: data.status || data.reason, at: data.at, ms: data.duration_ms, checks, notes: [data.detail].filter(Boolean), heads, bodies, data };
  }

  /** A reply names its chat by a token only. */
  remember(token, chat) {
    this.replies.set(token, chat);
    if (this.replies.size > LIMIT) this.replies.delete(this.replies.keys().next().value);
  }
}

function draw(item, page) {
  const { toBot, fromBot } = words.item;
  const [arrow, way] = item.kind === "webhook" ? ["→", toBot] : ["←", fromBot];
  const part = (name, text) => (text || text === 0 ? el("span", { class: name }, String(text)) : undefined);
  const summary = el("summary", {},
    part("at", timeOf(item.at, { timeStyle: "medium" })), el("span", { class: "way", role: "img", "aria-label": way }, arrow),
    part(item.good ? "good" : "bad", `${item.good ? "✓" : "✗"} ${item.status}`),
    part("what", item.line), part("whom", item.who), part("ms", item.ms === undefined ? "" : `${item.ms} ms`));
  const root = el("details", { class: `item ${item.kind}` }, summary);
  // Written out when it is opened, so that a long list costs little.
  root.addEventListener("toggle", () => root.childElementCount > 1 || root.append(...inside(item, page)));
  return el("div", { role: "listitem" }, root);
}

function inside(item, page) {
  const mark = item.good ? "good" : "bad";
  const lines = [...item.checks.map((line) => el("li", { class: mark }, line)), ...item.notes.map((line) => el("li", {}, line))];
  const copy = button({}, words.item.copy, async () => {
    await navigator.clipboard?.writeText(JSON.stringify(item.data, null, 2)).catch(() => undefined);
    page.tell(words.copied);
  });
  const bodies = item.bodies.flatMap(([name, value]) => [el("h4", {}, name), el("pre", { tabindex: "0", "aria-label": name }, JSON.stringify(value, null, 2))]);
  const heads = item.heads.map((line) => el("div", { class: "head" }, line));
  return [el("ul", {}, ...lines), el("div", { class: "tools" }, copy, ...again(item, page)), ...heads, ...bodies];
}

/** A webhook can be sent again, as it was or as LINE redelivers it. */
function again(item, page) {
  const id = item.kind === "webhook" && item.data.events[0]?.webhookEventId;
  if (!id) return [];
  const send = (name, redelivery) => button({}, words.item[name], () => page.tried(() => wire.redeliver(id, redelivery)));
  return [send("duplicate", false), send("redeliver", true)];
}
