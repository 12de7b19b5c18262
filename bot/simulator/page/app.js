// The chat page: people on the left, a phone in the middle, the traffic on the right.
import { drawChat } from "./chat.js";
import { clock } from "./clock.js";
import { el } from "./dom.js";
import { deeds, newcomers } from "./menu.js";
import { preview } from "./message.js";
import { notice } from "./notice.js";
import { drawPanel } from "./panel.js";
import { recorder } from "./record.js";
import { drawRichMenu, unfold } from "./richmenu.js";
import { TEXTS } from "./texts.js";
import * as wire from "./wire.js";

const $ = (id) => document.getElementById(id);
const stored = (name, fallback) => localStorage.getItem(`line-simulator-${name}`) ?? fallback;
const store = (name, value) => localStorage.setItem(`line-simulator-${name}`, value);

let state;
let words;
let chat = "";
let me = "";
let quote = null;
let addTraffic = () => {};
const showClock = clock($("clock"), $("clock-tools"), () => words);
const drawRecorder = recorder($("record"), () => words);
const unread = {};
const loading = {};

function dress() {
  const language = stored("language", "th");
  words = TEXTS[language];
  document.documentElement.lang = language;
  document.title = words.title;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = words[node.dataset.text];
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", words[node.dataset.label]);
  for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = words[node.dataset.hint];
  for (const node of document.querySelectorAll("[data-title]")) node.title = words[node.dataset.title];
  drawRecorder();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = stored("theme", dark);
}

const group = () => state.groups.find((item) => item.group_id === chat);
const person = (id) => state.people.find((item) => item.user_id === id);
const to = () => (group() ? chat : undefined);

function open(id) {
  chat = id;
  const held = group();
  if (held) me = held.members.includes(me) ? me : held.members[0];
  else me = id;
  unread[id] = 0;
  quote = null;
  store("chat", id);
  draw();
}

function draw() {
  drawRail();
  drawTop();
  drawMenu();
  drawMessages();
}

function drawMenu() {
  const blocked = person(chat)?.blocked;
  drawRichMenu($("rich"), chat, (!blocked && state.menus[chat]) || null, words, tap);
}

function drawRail() {
  const held = document.activeElement?.dataset?.chat;
  const rail = $("rail");
  const entry = (id, name, key, face) => {
    const messages = state.chats[id] ?? [];
    const last = messages.filter((message) => message.delivered && !message.unsent).at(-1);
    const blocked = person(id)?.blocked ? words.blocked : "";
    const button = el("button", { type: "button", "data-chat": id, "aria-current": String(id === chat) });
    const hue = [...id].reduce((sum, letter) => sum + letter.codePointAt(0) * 7, 0) % 360;
    button.append(
      el("span", { class: `face ${face}`, style: `--hue:${hue}`, "aria-hidden": true }, [...name][0]),
      el("span", { class: "name" }, name),
      el("span", { class: "badge" }, unread[id] ? String(unread[id]) : ""),
      el("span", { class: "last" }, blocked || (last ? preview(last.content, words) : words.roles[key] ?? "")),
    );
    button.title = words.roles[key] ?? name;
    button.addEventListener("click", () => open(id));
    return button;
  };
  const add = newcomers({ words, people: state.people, dialog: $("asking") }, async (id) => { await refresh(); open(id); });
  rail.replaceChildren(
    el("h2", {}, words.people),
    ...state.people.map((item) => entry(item.user_id, item.name, item.key, "")),
    add.person,
    el("h2", {}, words.groups),
    ...state.groups.map((item) => entry(item.group_id, item.name, item.key, "group-face")),
    add.group,
  );
  if (held) rail.querySelector(`[data-chat="${held}"]`)?.focus();
}

function drawTop() {
  const held = group();
  const absent = held && !held.bot_present ? ` · ${words.absent}` : "";
  $("chat-name").textContent = held ? `${held.name} (${held.members.length})${absent}` : `${state.bot.name} — ${person(chat)?.name ?? ""}`;
  $("speaker").hidden = !held;
  $("speaker-choice").replaceChildren(
    ...(held?.members ?? []).map((id) => el("option", { value: id, selected: id === me }, person(id)?.name ?? id)),
  );
  const view = { group: held, person: person(chat), people: state.people, words, dialog: $("asking") };
  $("menu").replaceChildren(
    ...deeds(view, { deed, mention, place }).map(([name, press]) => {
      const button = el("button", { type: "button" }, words[name]);
      button.addEventListener("click", () => {
        $("menu").parentElement.open = false;
        press();
      });
      return button;
    }),
  );
  $("quoting").hidden = !quote;
  if (quote) {
    const cancel = el("button", { type: "button" }, words.cancel);
    cancel.addEventListener("click", () => { quote = null; drawTop(); });
    $("quoting").replaceChildren(el("span", {}, `${words.quoting}: ${preview(quote.content, words)}`), cancel);
  }
}

function drawMessages() {
  const names = Object.fromEntries(state.people.map((item) => [item.user_id, item.name]));
  const view = { chat, me, messages: state.chats[chat] ?? [], names, bot: state.bot, words, group: group(), loading: loading[chat] };
  drawChat($("chat"), $("quick"), view, {
    tap,
    showLost: true,
    quote: (message) => { quote = message; drawTop(); $("words").focus(); },
    unsend: (message) => deed({ do: "unsend", message: message.id }),
    edit: (message) => {
      const text = prompt(words.edit, message.content.text);
      if (text) deed({ do: "edit", message: message.id, text });
    },
  });
}

const place = () => deed({ do: "location", latitude: 13.7563, longitude: 100.5018 });

function mention() {
  $("words").value = `@${state.bot.name} ${$("words").value}`;
  $("words").focus();
}

async function deed(details) {
  try {
    told((await wire.act({ who: me, to: to(), ...details })).delivery);
  } catch (error) {
    banner(error.message);
  }
}

function told(delivery) {
  if (!delivery || delivery.reason === "ok") return banner("");
  const refused = delivery.reason === "error_status_code" && [400, 401, 403].includes(delivery.status);
  const reason = !state.bot.url ? "none" : refused ? "secret" : delivery.reason;
  banner((words.errors[reason] ?? delivery.reason).replace("{url}", state.bot.url).replace("{status}", delivery.status));
}

function banner(text) {
  $("banner").textContent = text;
  $("banner").hidden = !text;
}

async function tap(action) {
  if (action.type === "uri") {
    if (/^https?:/i.test(action.uri)) window.open(action.uri, "_blank", "noopener");
    else banner(`${words.call} ${action.uri}`);
  } else if (action.type === "clipboard") {
    await navigator.clipboard?.writeText(action.clipboardText).catch(() => undefined);
    banner(`${words.copied}: ${action.clipboardText}`);
  } else if (action.type === "camera" || action.type === "cameraRoll") {
    $("file").accept = "image/*";
    $("file").click();
  } else if (action.type === "location") {
    place();
  } else if (action.type === "datetimepicker") {
    const moment = await pick(action);
    if (moment) deed({ do: "tap", action, moment });
  } else {
    if (action.inputOption === "openKeyboard") {
      $("words").value = action.fillInText ?? "";
      $("words").focus();
    }
    if (/RichMenu$/.test(action.inputOption ?? "")) {
      unfold(chat, action.inputOption === "openRichMenu");
      drawMenu();
    }
    deed({ do: "tap", action });
  }
}

function pick(action) {
  const field = $("moment");
  field.type = action.mode === "datetime" ? "datetime-local" : action.mode;
  for (const name of ["min", "max"]) {
    if (action[name]) field.setAttribute(name, action[name].replace("t", "T"));
    else field.removeAttribute(name);
  }
  field.value = (action.initial ?? "").replace("t", "T");
  $("picker").returnValue = "";
  $("picker").showModal();
  return new Promise((done) => {
    $("picker").addEventListener("close", () => done($("picker").returnValue === "ok" ? field.value : ""), { once: true });
  });
}

function happened(item) {
  const { kind, data } = item;
  const messages = state.chats[data.chat] ?? [];
  const message = messages.find((other) => other.id === data.id);
  if (kind === "call" || kind === "webhook") addTraffic(item);
  if (kind === "webhook") told(data);
  if (kind === "message" && !message) {
    (state.chats[data.chat] ??= []).push(data);
    if (data.sender === state.bot.id) {
      clearTimeout(loading[data.chat]);
      delete loading[data.chat];
      if (data.chat !== chat && data.delivered) arrived(data);
    }
    drawRail();
  }
  if (kind === "unsend" && message) Object.assign(message, { unsent: true, content: { type: message.content.type } });
  if (kind === "edit" && message) Object.assign(message, { edited: true, content: { ...message.content, text: data.text } });
  if (kind === "read") {
    for (const other of messages) {
      if (BigInt(other.id) <= BigInt(data.id) && other.sender !== state.bot.id) other.read = true;
    }
  }
  if (kind === "loading") {
    clearTimeout(loading[data.chat]);
    loading[data.chat] = setTimeout(() => { delete loading[data.chat]; drawMessages(); }, data.seconds * 1000);
  }
  if (kind === "clock") wire.clock().then(showClock);
  if (kind === "people" || kind === "menus") refresh();
  else if (data.chat === chat && ["message", "unsend", "edit", "read", "loading"].includes(kind)) drawMessages();
}

function arrived({ chat: where, content }) {
  unread[where] = (unread[where] ?? 0) + 1;
  const held = person(where) ?? state.groups.find((item) => item.group_id === where);
  notice($("notice"), `${state.bot.name} → ${held?.name ?? ""}`, preview(content, words), () => open(where));
}

async function refresh() {
  const fresh = await wire.state();
  Object.assign(state, { people: fresh.people, groups: fresh.groups, menus: fresh.menus });
  draw();
}

function restart() {
  dress();
  addTraffic = drawPanel($("panel"), words, state.feed);
  wire.clock().then(showClock);
  draw();
}

async function begin() {
  dress();
  state = await wire.state();
  const known = [...state.people.map((item) => item.user_id), ...state.groups.map((item) => item.group_id)];
  chat = known.includes(stored("chat", "")) ? stored("chat", "") : known[0] ?? "";
  addTraffic = drawPanel($("panel"), words, state.feed);
  if (matchMedia("(max-width: 640px)").matches) togglePanel();
  showClock(state.clock);
  open(chat);
  let lost = false;
  wire.follow(state.seq, (item) => { state.feed.push(item); happened(item); }, (down) => {
    if (down) banner(words.broken);
    else if (lost) location.reload();
    lost = down;
  });
  const found = await wire.check();
  told({ reason: found.reason.toLowerCase(), status: found.statusCode });
  document.body.dataset.ready = "true";
}

function togglePanel() {
  const hidden = document.querySelector(".desk").classList.toggle("no-panel");
  $("toggle-panel").setAttribute("aria-expanded", String(!hidden));
}

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("words").value.trim();
  if (!text) return;
  $("words").value = "";
  deed({ do: "text", text, quote: quote?.id });
  quote = null;
  drawTop();
});
$("words").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("composer").requestSubmit();
  }
});
$("attach").addEventListener("click", () => { $("file").accept = ""; $("file").click(); });
$("file").addEventListener("change", async () => {
  const [file] = $("file").files;
  $("file").value = "";
  if (!file) return;
  try {
    told((await wire.upload(file, me, to())).delivery);
  } catch (error) {
    banner(error.message);
  }
});
$("speaker-choice").addEventListener("change", (event) => { me = event.target.value; draw(); });
$("language").addEventListener("click", () => { store("language", stored("language", "th") === "th" ? "en" : "th"); restart(); });
$("theme").addEventListener("click", () => {
  store("theme", document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  dress();
});
$("toggle-panel").addEventListener("click", togglePanel);
begin();
