// One message alone: from the address (#base64url of its JSON in UTF-8), or through window.showCard.
import { fit } from "./flex.js";
import { drawMessage, drawQuickReplies } from "./message.js";

/** Take a message, a list of messages, or a bare Flex container; draw them; return when pictures are settled. */
async function showCard(value, { dark = false, scale = 1 } = {}) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.style.setProperty("--font-scale", scale);
  const root = document.getElementById("card");
  root.replaceChildren();
  for (const item of Array.isArray(value) ? value : value.messages ?? [value]) {
    const bare = item.type === "bubble" || item.type === "carousel";
    const content = bare ? { type: "flex", altText: "", contents: item } : item;
    root.append(drawMessage(content), drawQuickReplies(content));
  }
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  fit(root);
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
