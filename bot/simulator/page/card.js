// One message alone: from the address (#base64url of its JSON in UTF-8), or through window.showCard.
import { el } from "./dom.js";
import { fit } from "./flex.js";
import { drawIcon, drawMessage, drawQuickReplies, senderOf, setPublic } from "./message.js";
import { TEXTS } from "./texts.js";

/**
 * Take a message, a list of messages, or a bare Flex container; draw them; return when pictures are settled.
 * What is tapped afterwards is in window.tapped. `from` and `to` are those of setPublic.
 */
async function showCard(value, { dark = false, scale = 1, language = "th", from, to } = {}) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.style.setProperty("--font-scale", scale);
  setPublic({ from, to });
  window.tapped = [];
  const root = document.getElementById("card");
  root.replaceChildren();
  for (const item of Array.isArray(value) ? value : value.messages ?? [value]) {
    const bare = item.type === "bubble" || item.type === "carousel";
    draw(root, bare ? { type: "flex", altText: "", contents: item } : item, TEXTS[language]);
  }
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  // The events of pictures come right after they are decoded, and change the drawing.
  await new Promise((done) => setTimeout(done));
  fit(root);
}

function draw(root, content, words) {
  const act = (action) => window.tapped.push(action);
  if (content.sender) {
    const { name, iconUrl } = senderOf(content, words.bot, words);
    root.append(el("div", { class: "sender" }, iconUrl && drawIcon(iconUrl), name));
  }
  root.append(drawMessage(content, { act, words, watched: act }), drawQuickReplies(content, act));
}

window.showCard = showCard;

function fromAddress() {
  const packed = location.hash.slice(1);
  if (!packed) return;
  const plain = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(plain, (letter) => letter.codePointAt(0));
  const dark = new URLSearchParams(location.search).has("dark");
  showCard(JSON.parse(new TextDecoder().decode(bytes)), { dark });
}
window.addEventListener("hashchange", fromAddress);
fromAddress();
