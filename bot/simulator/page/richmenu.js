// Draws the rich menu of a person as LINE does: a bar to fold it and to get at the keyboard, the picture, its areas.
import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { words } from "./texts.js";

// Folded or not, and whether the keyboard is in its place, is remembered for each chat.
const held = new Map();

/** The menu at the foot of a phone; `act(action)` is called for a tap, `changed()` when the bar was used. */
export class RichMenu {
  constructor(root, act, changed) {
    Object.assign(this, { root, act, changed, chat: "", drawn: "" });
  }

  /** Say whether the text field has to make room for the bar. */
  get instead() {
    return held.has(this.chat) && !held.get(this.chat).keyboard;
  }

  /** Say whether the chat has a menu at all. */
  get there() {
    return held.has(this.chat);
  }

  /** Fold or unfold the menu, as a tap with an `inputOption` does. */
  unfold(open) {
    const state = held.get(this.chat);
    if (state) Object.assign(state, { open, keyboard: state.keyboard && !open });
    this.changed();
  }

  /** Put the text field in the place of the menu, or the menu in its. */
  keyboard(whether) {
    const state = held.get(this.chat);
    if (state) Object.assign(state, { keyboard: whether, open: !whether });
    this.changed();
  }

  /** `menu` is the rich menu object or null. */
  draw(chat, menu) {
    this.chat = chat;
    const before = held.get(chat);
    if (!menu) held.delete(chat);
    // A menu that replaces another keeps it unfolded: that is how switching looks.
    else if (before?.id !== menu.richMenuId) held.set(chat, { id: menu.richMenuId, open: before?.open || menu.selected, keyboard: before?.keyboard ?? false });
    const state = held.get(chat);
    const drawn = JSON.stringify([chat, state, words.locale]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const focused = this.root.contains(document.activeElement);
    this.root.hidden = !menu || state.keyboard;
    this.root.replaceChildren();
    if (!menu || state.keyboard) return;
    if (state.open) this.root.append(picture(menu, this.act));
    this.root.append(this.bar(menu, state));
    if (focused) this.root.querySelector(".rich-bar").focus();
  }

  bar(menu, state) {
    const attributes = { class: "rich-bar", "aria-expanded": String(state.open) };
    const bar = button(attributes, [el("span", {}, menu.chatBarText), icon(state.open ? "down" : "up")], () => this.unfold(!state.open));
    const keyboard = button({ class: "to-keyboard", "aria-label": words.toKeyboard, title: words.toKeyboard }, icon("keyboard"), () => this.keyboard(true));
    return el("div", { class: "rich-foot" }, keyboard, bar);
  }
}

function picture(menu, act) {
  const { width, height } = menu.size;
  const style = `aspect-ratio:${width}/${height};max-width:calc(45vh * ${width / height})`;
  const root = el("div", { class: "rich-picture", style, role: "group", "aria-label": words.richMenu });
  root.append(el("img", { src: `/_/menu/${menu.richMenuId}`, alt: "" }));
  for (const { bounds, action } of menu.areas) {
    const place = [["left", bounds.x / width], ["top", bounds.y / height], ["width", bounds.width / width], ["height", bounds.height / height]];
    const where = place.map(([name, part]) => `${name}:${(part * 100).toFixed(3)}%`).join(";");
    const name = action.label ?? action.displayText ?? action.text ?? action.uri ?? action.data ?? action.type;
    root.append(button({ style: where, "aria-label": name, title: name }, [], () => act(action)));
  }
  return root;
}
