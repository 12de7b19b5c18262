// Text messages: links, LINE emoji and mentions in their places.
import { resolve } from "./address.js";
import { el } from "./dom.js";
import { smile } from "./smile.js";

// Only what LINE opens, and only ASCII: Thai is written on without a space after an address.
const LINKS = /(?:https?:\/\/|line:\/\/)[\w\-.~:/?#[\]@!$&'()*+,;=%]+|tel:[0-9+*#-]+/gi;
const TRAILING = /[.,;:!?'")\]]+$/;
const MARKS = /\{\{|\}\}|\{([0-9A-Za-z_]{1,20})\}/g;

/** Draw a text or textV2 message in a balloon. */
export function drawText(content) {
  const root = el("div", { class: "balloon" });
  for (const part of parts(content)) {
    if (part.emoji) root.append(emoji(part.emoji));
    else if (part.mention) root.append(el("span", { class: "mention" }, part.text));
    else root.append(...linked(part.text));
  }
  return root;
}

/** The words of a text message, as a notification shows them. */
export function plainText(content) {
  return parts(content).map((part) => (part.emoji ? "🙂" : part.text)).join("");
}

function parts(content) {
  const text = content.text ?? "";
  return content.type === "textV2" ? substituted(text, content.substitution ?? {}) : marked(text, content);
}

/** Cut a text at its emoji and mentions, whose places count UTF-16 units, as strings do here. */
function marked(text, content) {
  const marks = [
    ...(content.emojis ?? []).map((emoji) => ({ index: emoji.index, length: emoji.length ?? 1, emoji })),
    ...(content.mention?.mentionees ?? []).map((mention) => ({ index: mention.index, length: mention.length, mention })),
  ].sort((one, other) => one.index - other.index);
  const found = [];
  let last = 0;
  for (const mark of marks) {
    if (mark.index < last) continue;
    const end = mark.index + mark.length;
    found.push({ text: text.slice(last, mark.index) }, { ...mark, text: text.slice(mark.index, end) });
    last = end;
  }
  return [...found, { text: text.slice(last) }];
}

/** Put in what stands for `{key}`; `{{` and `}}` are braces. */
function substituted(text, substitution) {
  const found = [{ text: "" }];
  let last = 0;
  const write = (words) => { found.at(-1).text += words; };
  for (const mark of text.matchAll(MARKS)) {
    write(text.slice(last, mark.index));
    last = mark.index + mark[0].length;
    const item = mark[1] && substitution[mark[1]];
    if (item?.type === "mention") found.push({ mention: item.mentionee, text: named(item.mentionee) }, { text: "" });
    else if (item?.type === "emoji") found.push({ emoji: item, text: "" }, { text: "" });
    else write(mark[0] === "{{" ? "{" : mark[0] === "}}" ? "}" : mark[0]);
  }
  write(text.slice(last));
  return found;
}

const named = (mentionee) => `@${mentionee?.type === "all" ? "All" : mentionee?.name ?? ""}`;

/** LINE's emoji pictures are not ours to show: a smile that tells which one is meant. */
function emoji({ productId, emojiId }) {
  const name = `LINE emoji ${productId}/${emojiId}`;
  return el("span", { class: "emoji", role: "img", "aria-label": name, title: name }, smile());
}

function linked(text) {
  const found = [];
  let last = 0;
  for (const match of text.matchAll(LINKS)) {
    const address = match[0].replace(TRAILING, "");
    found.push(text.slice(last, match.index));
    found.push(el("a", { href: resolve(address), target: "_blank", rel: "noreferrer noopener" }, address));
    last = match.index + address.length;
  }
  return [...found, text.slice(last)];
}
