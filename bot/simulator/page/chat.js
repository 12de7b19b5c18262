// Draws the messages of one chat as one person sees them.
import { dateOf, timeOf } from "./clock.js";
import { el } from "./dom.js";
import { fit } from "./flex.js";
import { drawMessage, drawQuickReplies, preview } from "./message.js";

/** `view` is {chat, me, messages, names, bot, words, group, loading}, `deeds` the things a person may do with a message. */
export function drawChat(root, quick, view, deeds) {
  const near = root.scrollHeight - root.scrollTop - root.clientHeight < 80 || root.dataset.chat !== view.chat;
  root.dataset.chat = view.chat;
  const seen = view.messages.filter((message) => message.delivered || message.sender !== view.bot.id || deeds.showLost);
  root.replaceChildren();
  let day = "";
  for (const message of seen) {
    const its = dateOf(message.at, view.words);
    if (its !== day) root.append(el("div", { class: "day" }, its));
    day = its;
    root.append(line(message, view, deeds));
  }
  if (!seen.length) root.append(el("p", { class: "empty" }, view.words.empty));
  if (view.loading) root.append(dots(view.words));
  fit(root);
  const last = seen.at(-1);
  quick.replaceChildren();
  if (last && last.sender === view.bot.id && !last.unsent) {
    quick.append(drawQuickReplies(last.content, (action) => deeds.tap(action)));
  }
  // Last, because the quick replies take their height from the chat.
  if (near) root.scrollTop = root.scrollHeight;
}

function dots(words) {
  const root = el("div", { class: "dots", role: "status", "aria-label": words.typing });
  root.append(el("span", {}, "●"), el("span", {}, " ● "), el("span", {}, "●"));
  return root;
}

function line(message, view, deeds) {
  const { words } = view;
  if (message.unsent) return el("div", { class: "gone" }, words.unsent);
  const mine = message.sender === view.me;
  const root = el("article", { class: `line${mine ? " mine" : ""}${message.delivered ? "" : " undelivered"}`, "data-id": message.id });
  const name = message.sender === view.bot.id ? message.content.sender?.name ?? view.bot.name : view.names[message.sender];
  if (!mine) root.append(el("div", { class: "who" }, name ?? ""));
  const quoted = quotedBy(message, view);
  if (quoted) root.append(el("div", { class: "quoted" }, preview(quoted.content, words)));
  const row = el("div", { class: "row" });
  row.append(drawMessage(named(message.content, view), { act: deeds.tap, words, contentUrl: `/_/content/${message.id}` }));
  const marks = [message.read && mine ? words.read : "", message.edited ? words.edited : "", message.delivered ? "" : words.lost, timeOf(message.at)];
  row.append(el("div", { class: "meta" }, ...marks.filter(Boolean).map((mark) => el("span", {}, mark))));
  root.append(row);
  if (message.via !== "display") root.append(offers(message, view, deeds, mine));
  return root;
}

function offers(message, view, deeds, mine) {
  const root = el("div", { class: "deeds" });
  const offer = (text, deed) => {
    const button = el("button", { type: "button" }, text);
    button.addEventListener("click", () => deed(message));
    root.append(button);
  };
  offer(view.words.quote, deeds.quote);
  if (mine) offer(view.words.unsend, deeds.unsend);
  if (mine && view.group && message.content.type === "text") offer(view.words.edit, deeds.edit);
  return root;
}

function quotedBy(message, view) {
  const { quotedMessageId, quoteToken } = message.content;
  if (quotedMessageId) return view.messages.find((other) => other.id === quotedMessageId);
  const byBot = message.sender === view.bot.id && quoteToken;
  return byBot ? view.messages.find((other) => other.quote_token === quoteToken) : undefined;
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
