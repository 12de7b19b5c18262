// Draws the rich menu of the person whose chat is open: a bar to fold it, the picture, and what can be tapped.
import { el } from "./dom.js";

const open = new Map();

/** Fold or unfold the menu of a chat, as a tap with an `inputOption` does. */
export function unfold(chat, whether) {
  const held = open.get(chat);
  if (held) held.open = whether;
}

/** `menu` is the rich menu object or null; `act(action)` is called when an area is tapped. */
export function drawRichMenu(root, chat, menu, words, act) {
  root.hidden = !menu;
  root.replaceChildren();
  if (!menu) return open.delete(chat);
  const before = open.get(chat);
  // A menu that replaces another keeps it unfolded: that is how switching looks.
  if (before?.id !== menu.richMenuId) open.set(chat, { id: menu.richMenuId, open: before?.open || menu.selected });
  const held = open.get(chat);
  const bar = el("button", { type: "button", class: "rich-bar", "aria-expanded": String(held.open) }, `${menu.chatBarText} ${held.open ? "▾" : "▴"}`);
  bar.addEventListener("click", () => {
    held.open = !held.open;
    drawRichMenu(root, chat, menu, words, act);
    root.querySelector(".rich-bar").focus();
  });
  root.append(bar);
  if (!held.open) return true;
  const { width, height } = menu.size;
  const picture = el("div", { class: "rich-picture", style: `aspect-ratio:${width}/${height};max-width:calc(45vh * ${width / height})`, role: "group", "aria-label": words.richMenu });
  picture.append(el("img", { src: `/_/menu/${menu.richMenuId}`, alt: "" }));
  for (const { bounds, action } of menu.areas) {
    const place = [["left", bounds.x / width], ["top", bounds.y / height], ["width", bounds.width / width], ["height", bounds.height / height]];
    const style = place.map(([name, part]) => `${name}:${(part * 100).toFixed(3)}%`).join(";");
    const name = action.label ?? action.displayText ?? action.text ?? action.uri ?? action.data ?? action.type;
    const area = el("button", { type: "button", style, "aria-label": name, title: name });
    area.addEventListener("click", () => act(action));
    picture.append(area);
  }
  root.append(picture);
  return true;
}
