// The chat page: chats on the left, phones in the middle, the traffic on the right.
import { clock } from "./clock.js";
import { icon } from "./icons.js";
import { beginLayout, narrow, show, togglePanel } from "./layout.js";
import { preview, setPublic } from "./message.js";
import { notice, reasonOf, statusLine } from "./notice.js";
import { drawPanel } from "./panel.js";
import { Phone } from "./phone.js";
import { Rail } from "./rail.js";
import { recorder } from "./record.js";
import { apply, chatOf, nameInAddress, nameOf, personOf } from "./store.js";
import { speak, words } from "./texts.js";
import { LIMIT } from "./traffic.js";
import * as wire from "./wire.js";

const $ = (id) => document.getElementById(id);
const stored = (name, fallback) => localStorage.getItem(`line-simulator-${name}`) ?? fallback;
const store = (name, value) => localStorage.setItem(`line-simulator-${name}`, value);
const PHONES = 2;
const SAID_MS = 5000;
const RETRY_MS = 1000;
const SETTLED_MS = 200;
const DRAWN_MS = 50;

const warn = statusLine($("banner"));
const tell = statusLine($("said"), SAID_MS);
const time = clock($("clock-menu"), (deed) => page.tried(deed));
const drawRecorder = recorder($("record"), (error) => warn(error.message));

/** What every part of the page may use. */
const page = {
  state: undefined, unread: {}, loading: {}, drafts: {}, twice: false, dialog: $("asking"), now: time.now, tell, warn, togglePanel: () => togglePanel(),
  report: (delivery) => warn(reasonOf(delivery, page.state.bot)),
  act: (deed) => page.tried(async () => {
    const times = page.twice ? { times: 2 } : {};
    page.twice = false;
    page.report((await wire.act({ ...deed, ...times })).delivery);
    panel.draw();
  }),
  set: (change) => page.tried(async () => {
    page.state.settings = await wire.settings(change);
    panel.draw();
  }),
  /** Do it, or say why not; tells which. */
  tried: async (deed) => {
    try {
      await deed();
      return true;
    } catch (error) {
      warn(error.message);
      return false;
    }
  },
  active: (phone) => {
    current = phone;
    panel.draw();
  },
  person: () => ({ person: current && personOf(page.state, current.chat), deed: (details) => current.deed(details) }),
  close: closePhone,
  toList: () => {
    show("list");
    $("rail").querySelector("[aria-current=true]")?.focus();
  },
};
let phones = [];
let current;
let rail;
let panel;
let drawing;
let drawn = 0;
let asking;
let settling;

function dress() {
  const language = stored("language", "th");
  speak(language);
  document.documentElement.lang = language;
  document.title = words.title;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = words[node.dataset.text];
  for (const node of document.querySelectorAll("[data-label]")) Object.assign(node, { ariaLabel: words[node.dataset.label], title: words[node.dataset.label] });
  for (const node of document.querySelectorAll("[data-icon]")) node.replaceChildren(icon(node.dataset.icon));
  const dark = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = stored("theme", dark);
  $("theme").setAttribute("aria-pressed", String(document.documentElement.dataset.theme === "dark"));
  drawRecorder();
}

/** Draw it all anew, in the language of now; what was written in the text fields stays. */
function restart() {
  dress();
  const before = phones.map((phone) => ({ chat: phone.chat, me: phone.me, draft: phone.composer.words.value }));
  rail = new Rail($("rail"), page, open, async (id) => {
    await refresh();
    open(id);
  });
  panel = drawPanel($("panel"), page, page.state.feed);
  time.take(page.state.clock);
  phones.forEach((phone) => phone.root.remove());
  phones = [];
  for (const { chat, me, draft } of before) {
    const phone = addPhone();
    phone.me = me;
    phone.open(chat);
    phone.composer.fill(draft);
  }
}

function addPhone() {
  const phone = new Phone(page);
  phones.push(phone);
  $("phones").append(phone.root);
  $("phones").dataset.count = phones.length;
  current = phone;
  return phone;
}

function closePhone(phone) {
  phones = phones.filter((other) => other !== phone);
  phone.root.remove();
  $("phones").dataset.count = phones.length;
  [current] = phones;
  settled();
  current.root.querySelector(".words-field").focus();
}

/** Show a chat: on the phone that was used last, or on one beside it. */
function open(chat, beside = false) {
  let phone = phones.find((other) => other.chat === chat) ?? current;
  if (beside && phone.chat !== chat) phone = phones.length < PHONES ? addPhone() : phones.find((other) => other !== current);
  current = phone;
  show("chat");
  phone.open(chat);
  settled();
  if (narrow()) phone.root.querySelector(".back").focus();
}

/** What is on show is read, and is named in the address: a link opens it, other windows have their own. */
function settled() {
  for (const { chat } of phones) page.unread[chat] = 0;
  const names = phones.map(({ chat }) => encodeURIComponent(nameInAddress(page.state, chat)));
  history.replaceState(null, "", `${location.pathname}?chat=${names.join(",")}`);
  draw();
}

function draw() {
  rail.draw(phones.map(({ chat }) => chat));
  panel.draw();
  phones.forEach((phone) => phone.draw());
}

/** Draw at once, and then once for the many things that happen meanwhile. */
function drawSoon() {
  drawing ??= setTimeout(() => {
    drawing = undefined;
    draw();
    drawn = performance.now();
  }, drawn + DRAWN_MS - performance.now());
}

/** Ask anew who is there, once for many who come together. */
function askSoon() {
  asking ??= setTimeout(() => {
    asking = undefined;
    page.tried(refresh);
  });
}

const CHANGES = ["message", "unsend", "edit", "read", "loading"];

function happened(item) {
  const { kind, data } = item;
  apply(page.state, item);
  if (kind === "call" || kind === "webhook") traffic(item);
  if (kind === "webhook") page.report(data);
  if (kind === "message" && data.sender === page.state.bot.id) said(data);
  if (kind === "loading") load(data.chat, data.seconds);
  if (kind === "clock") page.tried(async () => time.take(page.state.clock = await wire.clock()));
  if (kind === "people" || kind === "menus") askSoon();
  if (kind === "faults" || kind === "settings") panel.draw();
  if (CHANGES.includes(kind)) drawSoon();
}

function traffic(item) {
  page.state.feed = [...page.state.feed.slice(1 - LIMIT), item];
  panel.add(item);
  // The quota and the webhooks still to be lost may be others now.
  settling ??= setTimeout(() => {
    settling = undefined;
    page.tried(async () => {
      page.state.settings = await wire.currentSettings();
      panel.draw();
    });
  }, SETTLED_MS);
}

function said(message) {
  clearTimeout(page.loading[message.chat]);
  delete page.loading[message.chat];
  if (!message.delivered || phones.some(({ chat }) => chat === message.chat)) return;
  page.unread[message.chat] = (page.unread[message.chat] ?? 0) + 1;
  const title = `${page.state.bot.name} → ${nameOf(page.state, message.chat)}`;
  notice($("notice"), title, preview(message.content, words), () => open(message.chat));
}

function load(chat, seconds) {
  clearTimeout(page.loading[chat]);
  page.loading[chat] = setTimeout(() => {
    delete page.loading[chat];
    drawSoon();
  }, seconds * 1000);
}

async function refresh() {
  Object.assign(page.state, await wire.people());
  draw();
}

/** Go on with a simulator that is back: it may be another, with other people. */
async function follow() {
  wire.follow(page.state.seq, happened, () => {
    warn(words.broken);
    setTimeout(reconnect, RETRY_MS);
  });
  const found = await wire.check();
  page.report({ reason: found.reason.toLowerCase(), status: found.statusCode });
}

async function look() {
  page.state = await wire.state();
  setPublic(page.state.bot.public ?? {});
}

async function reconnect() {
  try {
    await look();
  } catch {
    setTimeout(reconnect, RETRY_MS);
    return;
  }
  const [first] = known();
  for (const phone of phones) {
    if (!known().includes(phone.chat)) Object.assign(phone, { chat: first, me: first });
  }
  restart();
  settled();
  warn("");
  tell(words.restored);
  page.tried(follow);
}

const known = () => [...page.state.people.map((item) => item.user_id), ...page.state.groups.map((item) => item.group_id)];

/** The chats that the address names: `#staff`, or `?chat=staff,admin`. */
function named() {
  const names = decodeURIComponent(location.hash.slice(1)) || (new URLSearchParams(location.search).get("chat") ?? "");
  return names.split(",").map((name) => chatOf(page.state, name)).filter(Boolean).slice(0, PHONES);
}

async function begin() {
  dress();
  beginLayout();
  await look();
  restart();
  const chats = named();
  const [first] = known();
  show(chats.length ? "chat" : "list");
  for (const chat of chats.length ? chats : [first]) addPhone().open(chat);
  settled();
  await page.tried(follow);
  document.body.dataset.ready = "true";
}

$("skip").addEventListener("click", (event) => {
  event.preventDefault();
  show("chat");
  current.toKeyboard();
});
$("language").addEventListener("click", () => {
  store("language", stored("language", "th") === "th" ? "en" : "th");
  restart();
  draw();
});
$("theme").addEventListener("click", () => {
  store("theme", document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  dress();
});
$("toggle-panel").addEventListener("click", () => togglePanel());
window.addEventListener("hashchange", () => named().forEach((chat) => open(chat)));
begin();
