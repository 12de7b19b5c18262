// Draws the messages of one chat as one person sees them, touching only what has changed.
import { dateOf } from "./clock.js";
import { button, el, keep } from "./dom.js";
import * as line from "./line.js";
import { drawQuickReplies } from "./message.js";
import { words } from "./texts.js";

// As many messages are drawn at once; earlier ones when they are asked for.
const SHOWN = 150;
const NEAR_PIXELS = 80;

/** The log of a chat; `deeds` are the things a person may do with a message. */
export class Log {
  constructor(root, quick, deeds) {
    Object.assign(this, { root, quick, deeds: { ...deeds, show: (id) => this.show(id) }, drawn: "", shown: SHOWN, offered: "", last: "", atEnd: true });
    root.addEventListener("scroll", () => { this.atEnd = root.scrollHeight - root.scrollTop - root.clientHeight < NEAR_PIXELS; });
    // The end stays in sight when the room for it changes, or when it comes into sight at all.
    new ResizeObserver(() => this.toEnd(this.atEnd)).observe(root);
  }

  toEnd(whether) {
    if (!whether || !this.root.clientHeight) return;
    this.root.scrollTop = this.root.scrollHeight;
    this.atEnd = true;
  }

  /** `view` is {chat, me, messages, names, bot, group, loading}. */
  draw(view) {
    const { root } = this;
    const fresh = this.begin(view);
    const last = view.messages.at(-1);
    // Who writes wants to see it; who looks at what was before is not disturbed by what comes.
    const near = fresh || this.atEnd || (last?.sender === view.me && last.id !== this.last);
    this.last = last?.id;
    keep(root, this.items(view));
    for (const node of root.querySelectorAll(".line")) line.settle(node);
    this.drawQuick(view);
    // Last, because the quick replies take their height from the chat.
    this.toEnd(near);
  }

  /** Another chat begins empty, and is not read out as if all of it were new. */
  begin(view) {
    const drawn = [view.chat, view.me].join();
    if (this.drawn === drawn) return false;
    Object.assign(this, { drawn, shown: SHOWN });
    this.root.replaceChildren();
    this.root.setAttribute("aria-live", "off");
    setTimeout(() => this.root.setAttribute("aria-live", "polite"));
    return true;
  }

  items(view) {
    const { messages } = view;
    if (!messages.length && !view.loading) return [{ key: "empty", make: () => el("p", { class: "empty" }, words.empty) }];
    const hidden = Math.max(0, messages.length - this.shown);
    const items = hidden ? [{ key: "earlier", make: () => this.earlier(view) }] : [];
    let [day, run] = ["", ""];
    for (const message of messages.slice(hidden)) {
      const its = dateOf(message.at);
      if (its !== day) items.push({ key: `day ${its} ${message.id}`, make: () => el("div", { class: "day" }, its) });
      const from = `${its} ${message.sender} ${message.content.sender?.name ?? ""} ${message.unsent}`;
      items.push(this.item(message, view, from !== run));
      [day, run] = [its, from];
    }
    if (view.loading) items.push({ key: "dots", make: dots });
    return items;
  }

  item(message, view, first) {
    return {
      key: message.id,
      make: () => line.make(message, view, this.deeds),
      update: (node) => line.update(node, message, view, this.deeds, first),
    };
  }

  earlier(view) {
    return button({ class: "earlier" }, words.earlier, () => {
      const before = this.root.scrollHeight;
      this.shown += SHOWN;
      this.draw(view);
      this.root.scrollTop += this.root.scrollHeight - before;
    });
  }

  /** Quick replies stand while the message that brought them is the last. */
  drawQuick(view) {
    const last = view.messages.at(-1);
    const offered = last && last.sender === view.bot.id && last.delivered && !last.unsent ? last.id : "";
    if (this.offered === offered) return;
    this.offered = offered;
    const focused = this.quick.contains(document.activeElement);
    this.quick.replaceChildren();
    if (offered) this.quick.append(drawQuickReplies(last.content, this.deeds.tap));
    if (focused) this.root.focus();
  }

  /** Show a message that another one quotes. */
  show(id) {
    const node = this.root.querySelector(`[data-id="${id}"]`);
    node?.scrollIntoView({ block: "center" });
    node?.focus();
  }
}

function dots() {
  const root = el("div", { class: "dots", role: "img", "aria-label": words.typing });
  root.append(el("span"), el("span"), el("span"));
  return root;
}
