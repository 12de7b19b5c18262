// The list of chats: the people whose phones these are, and the groups.
import { timeOf } from "./clock.js";
import { button, el, keep, write } from "./dom.js";
import { face } from "./face.js";
import { icon } from "./icons.js";
import { newGroup, newPerson } from "./menu.js";
import { preview } from "./message.js";
import { lastOf } from "./store.js";
import { fill, words } from "./texts.js";

// A load test may bring in a hundred thousand people: of so many, those are shown who have something to show.
const MOST = 200;

/** The rail; `open(chat, beside)` is called when a chat is chosen, `opened(id)` when somebody new came. */
export class Rail {
  constructor(root, page, open, opened) {
    Object.assign(this, { page, open });
    this.people = el("ul");
    this.groups = el("ul");
    root.setAttribute("aria-label", words.chats);
    root.replaceChildren(
      el("h2", {}, words.people), this.people, newPerson(page, opened),
      el("h2", {}, words.groups), this.groups, newGroup(page, opened),
    );
    root.onkeydown = (event) => walk(root, event);
  }

  /** `shown` are the chats that stand open now. */
  draw(shown) {
    const { people, groups } = this.page.state;
    const wanted = (id, place) => place < MOST || shown.includes(id) || this.page.unread[id];
    const items = (list, id, kind) => list.filter((item, place) => wanted(item[id], place)).map((item) => ({
      key: item[id],
      make: () => this.entry(item[id], item.name, kind),
      update: (node) => this.update(node, item, item[id], shown),
    }));
    keep(this.people, items(people, "user_id", ""));
    keep(this.groups, items(groups, "group_id", "group-face"));
  }

  entry(id, name, kind) {
    const press = (event) => this.open(id, event.ctrlKey || event.metaKey);
    const parts = [face(id, name, kind), el("span", { class: "name" }), el("span", { class: "when" }), el("span", { class: "role" }), el("span", { class: "last" }), el("span", { class: "badge" })];
    const main = button({ class: "chat-entry", "data-chat": id }, parts, press);
    const beside = `${words.beside}: ${name}`;
    return el("li", {}, main, button({ class: "beside", "aria-label": beside, title: beside }, icon("beside"), () => this.open(id, true)));
  }

  update(node, item, id, shown) {
    const last = lastOf(this.page.state, id);
    const role = words.roles[item.key] ?? "";
    const count = this.page.unread[id];
    const main = node.querySelector(".chat-entry");
    main.setAttribute("aria-current", String(shown.includes(id)));
    write(node.querySelector(".name"), item.name);
    write(node.querySelector(".when"), last ? timeOf(last.at) : "");
    write(node.querySelector(".role"), role);
    write(node.querySelector(".last"), item.blocked ? words.blocked : last ? preview(last.content, words) : "");
    const badge = node.querySelector(".badge");
    write(badge, count ? String(count) : "");
    if (count) badge.setAttribute("aria-label", fill(words.unreadOf, { count }));
    badge.setAttribute("role", count ? "img" : "presentation");
  }
}

/** The arrow keys walk through the chats. */
function walk(root, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const entries = [...root.querySelectorAll(".chat-entry")];
  const place = entries.indexOf(document.activeElement);
  const next = event.key === "Home" ? 0 : event.key === "End" ? entries.length - 1 : step && place + step;
  if (place < 0 || next === undefined || !entries[next]) return;
  event.preventDefault();
  entries[next].focus();
}
