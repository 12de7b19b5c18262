// The list of chats: the people whose phones these are, and the groups.
import { timeOf } from "./clock.js";
import { button, el, keep, write } from "./dom.js";
import { face } from "./face.js";
import { icon } from "./icons.js";
import { newGroup, newPerson } from "./menu.js";
import { preview } from "./message.js";
import { lastOf } from "./store.js";
import { fill, words } from "./texts.js";

// Of very many people the first are shown, and some who have something unread; the others are found by their names.
const FIRST = 40;
const MOST = 80;

/** The rail; `open(chat, beside)` is called when a chat is chosen, `opened(id)` when somebody new came. */
export class Rail {
  constructor(root, page, open, opened) {
    Object.assign(this, { page, open });
    this.people = el("ul");
    this.groups = el("ul");
    this.search = el("input", { type: "search", class: "rail-search", "aria-label": words.find, placeholder: words.find, hidden: true });
    this.search.addEventListener("input", () => this.draw(this.shown));
    this.rest = el("p", { class: "rest", role: "status", hidden: true });
    root.setAttribute("aria-label", words.chats);
    root.replaceChildren(
      el("h2", {}, words.people), this.search, this.people, this.rest, newPerson(page, opened),
      el("h2", {}, words.groups), this.groups, newGroup(page, opened),
    );
    root.onkeydown = (event) => walk(root, event);
  }

  /** `shown` are the chats that stand open now. */
  draw(shown) {
    const { people, groups } = this.page.state;
    this.shown = shown;
    this.search.hidden = people.length <= MOST;
    const asked = this.search.hidden ? "" : this.search.value.trim().toLowerCase();
    const found = people.filter((item) => `${item.name} ${roleOf(item)}`.toLowerCase().includes(asked));
    const listed = this.some(found, shown);
    this.rest.hidden = listed.length === people.length;
    write(this.rest, fill(found.length ? words.someOf : words.nobody, { shown: count(listed), all: count(people) }));
    const items = (list, id, kind) => list.map((item) => ({
      key: item[id],
      make: () => this.entry(item[id], item.name, kind),
      update: (node) => this.update(node, item, item[id], shown),
    }));
    keep(this.people, items(listed, "user_id", ""));
    keep(this.groups, items(groups, "group_id", "group-face"));
  }

  /** Take as many of those found as are drawn at once. */
  some(found, shown) {
    if (found.length <= MOST) return found;
    let room = MOST - FIRST;
    return found.filter(({ user_id: id }, place) => place < FIRST || shown.includes(id) || (this.page.unread[id] && room-- > 0));
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
    const unread = this.page.unread[id];
    const main = node.querySelector(".chat-entry");
    main.setAttribute("aria-current", String(shown.includes(id)));
    write(node.querySelector(".name"), item.name);
    write(node.querySelector(".when"), last ? timeOf(last.at) : "");
    write(node.querySelector(".role"), roleOf(item));
    write(node.querySelector(".last"), item.blocked ? words.blocked : last ? preview(last.content, words) : "");
    const badge = node.querySelector(".badge");
    write(badge, unread ? String(unread) : "");
    if (unread) badge.setAttribute("aria-label", fill(words.unreadOf, { count: unread }));
    badge.setAttribute("role", unread ? "img" : "presentation");
  }
}

const count = (list) => list.length.toLocaleString("en");

/** Say what somebody is here: their part in the demo, or what their LINE profile says. */
function roleOf({ key, status }) {
  return words.roles[key] ?? status ?? "";
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
