// Draws one message of a chat: the content of a message object, not its frame.
import { el } from "./dom.js";
import { drawFlex } from "./flex.js";

/** Draw a message object; `act(action)` is called when something is tapped, `words` are the page's texts. */
export function drawMessage(content, { act, words = {}, contentUrl } = {}) {
  const kinds = { text: drawText, textV2: drawText, flex, image, video: media, audio: media, file, sticker, location, template };
  const draw = kinds[content.type];
  if (!draw) return el("div", { class: "balloon unknown" }, `${words.unknown ?? ""} ${content.type}`);
  return draw(content, { act, words, contentUrl });
}

function drawText(content) {
  const root = el("div", { class: "balloon" });
  let text = content.text ?? "";
  if (content.type === "textV2") {
    for (const [key, item] of Object.entries(content.substitution ?? {})) {
      text = text.replaceAll(`{${key}}`, item.type === "mention" ? `@${item.mentionee?.type === "all" ? "All" : item.mentionee?.name ?? ""}` : "🙂");
    }
    text = text.replaceAll("{{", "{").replaceAll("}}", "}");
  }
  // Links are shown as LINE shows them, also in text of strangers: only http, https, tel and line.
  const link = /(https?:\/\/[^\s<>"']+|tel:[0-9+*#-]+|line:\/\/[^\s]+)/g;
  let last = 0;
  for (const found of text.matchAll(link)) {
    root.append(text.slice(last, found.index));
    root.append(el("a", { href: found[0], target: "_blank", rel: "noreferrer noopener" }, found[0]));
    last = found.index + found[0].length;
  }
  root.append(text.slice(last));
  return root;
}

function flex(content, { act }) {
  const root = drawFlex(content.contents, act);
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", content.altText);
  return root;
}

function image(content, { contentUrl, words }) {
  const address = content.previewImageUrl ?? contentUrl;
  const link = el("a", { href: content.originalContentUrl ?? contentUrl, target: "_blank", rel: "noreferrer noopener", class: "photo" });
  link.append(el("img", { src: address, alt: words.photo ?? "" }));
  return link;
}

function media(content, { contentUrl }) {
  const source = content.originalContentUrl ?? contentUrl;
  return el(content.type, { src: source, controls: true, preload: "none", class: "photo" });
}

function file(content, { contentUrl }) {
  const size = content.fileSize >= 1048576 ? `${(content.fileSize / 1048576).toFixed(1)} MB` : `${Math.ceil(content.fileSize / 1024)} KB`;
  const link = el("a", { href: contentUrl, download: content.fileName, class: "balloon file" });
  link.append(el("span", { class: "file-name" }, `📄 ${content.fileName}`), el("small", {}, size));
  return link;
}

function sticker(content) {
  return el("div", { class: "sticker", title: `${content.packageId}/${content.stickerId}` }, "🙂");
}

function location(content) {
  const root = el("div", { class: "balloon" }, el("strong", {}, `📍 ${content.title ?? ""}`));
  root.append(el("div", {}, content.address ?? ""), el("small", {}, `${content.latitude}, ${content.longitude}`));
  return root;
}

function template(content, { act }) {
  const spec = content.template;
  const columns = spec.columns ?? [spec];
  const root = el("div", { class: spec.columns ? "carousel" : "single" });
  for (const column of columns) {
    const card = el("div", { class: "bubble size-kilo template" });
    const picture = column.thumbnailImageUrl ?? column.imageUrl;
    if (picture) card.append(el("img", { src: picture, alt: "" }));
    if (column.title) card.append(el("strong", {}, column.title));
    if (column.text) card.append(el("p", {}, column.text));
    for (const action of column.actions ?? (column.action ? [column.action] : [])) {
      const button = el("button", { type: "button", class: "button link sm" }, action.label ?? "");
      button.addEventListener("click", () => act?.(action));
      card.append(button);
    }
    root.append(card);
  }
  return root;
}

/** Draw the quick replies of a message. */
export function drawQuickReplies(content, act) {
  const items = content.quickReply?.items ?? [];
  const root = el("div", { class: "quick" });
  for (const item of items) {
    const button = el("button", { type: "button", class: "chip" });
    if (item.imageUrl) button.append(el("img", { src: item.imageUrl, alt: "" }));
    button.append(item.action.label ?? "");
    button.addEventListener("click", () => act?.(item.action));
    root.append(button);
  }
  return root;
}

/** What a notification shows of a message. */
export function preview(content, words) {
  return content.altText ?? content.text ?? words.kinds?.[content.type] ?? content.type;
}

