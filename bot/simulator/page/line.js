// One message of a chat with its frame: who, when, read or not, and what can be done with it.
import { timeOf } from "./clock.js";
import { button, el } from "./dom.js";
import { face } from "./face.js";
import { fit } from "./flex.js";
import { icon } from "./icons.js";
import { drawMessage, preview, resolve, senderOf as signed } from "./message.js";
import { fill, words } from "./texts.js";

/** Who wrote a message, as the chat shows it: `{id, name, picture}`. */
export function senderOf(message, view) {
  const { sender, content } = message;
  if (sender !== view.bot.id) return { id: sender, name: view.names[sender] ?? "", picture: "" };
  const { name, iconUrl } = signed(content, view.bot.name, words);
  return { id: sender, name, picture: resolve(iconUrl) ?? "" };
}

/** Make the frame of a message; `update` fills it, and changes no more of it than differs. */
export function make(message, view, deeds) {
  const mine = message.sender === view.me;
  const sender = senderOf(message, view);
  const root = el("article", { class: "line", tabindex: "-1", "data-id": message.id });
  const options = button({ class: "options", "aria-label": words.deeds, "aria-expanded": "false" }, icon("more"), () => unfold(root, message, view, deeds));
  const body = el("div", { class: "body" });
  const side = el("div", { class: "side", "aria-live": "off" }, message.via === "display" ? undefined : options, el("div", { class: "meta" }));
  root.classList.toggle("mine", mine);
  if (!mine) root.append(face(sender.id, sender.name, sender.id === view.bot.id ? "bot-face" : "", sender.picture));
  root.append(el("div", { class: "who" }, mine ? words.me : sender.name), el("div", { class: "row" }, body, side));
  body.addEventListener("contextmenu", (event) => {
    // A long press on a touch screen; the right button of a mouse keeps the browser's own menu.
    if (event.pointerType !== "touch" || message.via === "display") return;
    event.preventDefault();
    unfold(root, message, view, deeds);
  });
  return root;
}

/** Bring the frame up to date: `first` says that it begins a run of one sender's. */
export function update(root, message, view, deeds, first) {
  root.classList.toggle("first", first);
  root.classList.toggle("undelivered", !message.delivered);
  const mine = message.sender === view.me;
  const marks = [message.read && mine ? words.read : "", message.edited ? words.edited : "", message.delivered ? "" : words.lost, timeOf(message.at)];
  const meta = root.querySelector(".meta");
  if (meta.dataset.marks !== marks.join()) {
    meta.dataset.marks = marks.join();
    meta.replaceChildren(...marks.filter(Boolean).map((mark) => el("span", {}, mark)));
  }
  const drawn = message.unsent ? "unsent" : message.edited ? message.content.text : "as sent";
  if (root.dataset.drawn === drawn) return;
  root.dataset.drawn = drawn;
  root.classList.toggle("gone", message.unsent);
  fold(root);
  root.querySelector(".body").replaceChildren(...bodyOf(message, view, deeds));
}

/** Let shrunken texts fit, once the frame stands in the page. */
export function settle(root) {
  if (root.dataset.fitted === root.dataset.drawn) return;
  root.dataset.fitted = root.dataset.drawn;
  fit(root);
}

function bodyOf(message, view, deeds) {
  if (message.unsent) return [el("span", {}, words.unsent)];
  const how = { act: deeds.tap, watched: deeds.watched, words, contentUrl: `/_/content/${message.id}` };
  const drawn = drawMessage(named(message.content, view), how);
  const original = quotedBy(message, view);
  if (!original) return [drawn];
  const quoted = quoteOf(original, view, deeds);
  if (!drawn.classList.contains("balloon")) return [quoted, drawn];
  drawn.prepend(quoted);
  return [drawn];
}

function quoteOf(original, view, deeds) {
  const said = original.unsent ? words.unsent : preview(original.content, words);
  const name = senderOf(original, view).name;
  return button({ class: "quoted", title: words.quoted }, [el("strong", {}, name), el("span", {}, said)], () => deeds.show(original.id));
}

function quotedBy(message, view) {
  const { quotedMessageId, quoteToken } = message.content;
  if (quotedMessageId) return view.messages.find((other) => other.id === quotedMessageId);
  const byBot = message.sender === view.bot.id && quoteToken;
  return byBot ? view.messages.find((other) => other.quote_token === quoteToken) : undefined;
}

/** Open or close what can be done with a message, under it. */
function unfold(root, message, view, deeds) {
  const options = root.querySelector(".options");
  if (fold(root)) return;
  options.setAttribute("aria-expanded", "true");
  const mine = message.sender === view.me;
  const offer = (name, deed) => button({}, words[name], () => {
    fold(root);
    options.focus();
    deed(message);
  });
  const list = el("div", { class: "deeds", role: "group", "aria-live": "off", "aria-label": words.deeds });
  list.append(offer("quote", deeds.quote));
  if (message.content.text) list.append(offer("copy", deeds.copy));
  if (mine) list.append(offer("unsend", deeds.unsend));
  if (mine && view.group && message.content.type === "text") list.append(offer("edit", deeds.edit));
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    fold(root);
    options.focus();
  });
  root.append(list);
  list.firstElementChild.focus();
  list.scrollIntoView({ block: "nearest" });
}

function fold(root) {
  root.querySelector(".options")?.setAttribute("aria-expanded", "false");
  const held = root.querySelector(".deeds");
  held?.remove();
  return Boolean(held);
}

/** Put the names of people into mentions, which carry ids only. */
function named(content, view) {
  if (content.type !== "textV2") return content;
  const copy = structuredClone(content);
  for (const item of Object.values(copy.substitution ?? {})) {
    if (item.mentionee?.userId) item.mentionee.name = view.names[item.mentionee.userId] ?? "";
  }
  return copy;
}

/** Say whom a reply is to. */
export function replying(message, view) {
  return `${fill(words.quoting, { name: senderOf(message, view).name })}: ${preview(message.content, words)}`;
}

