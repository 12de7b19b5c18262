// One phone: one chat as one person sees it. Several can stand side by side.
import { ask } from "./ask.js";
import { Log } from "./chat.js";
import { Composer } from "./composer.js";
import { button, el, folding, write } from "./dom.js";
import { icon } from "./icons.js";
import { deeds } from "./menu.js";
import { RichMenu } from "./richmenu.js";
import { groupOf, nameOf, personOf } from "./store.js";
import { sendPlace, sendSticker, tap } from "./taps.js";
import { words } from "./texts.js";
import { send } from "./uploads.js";

const SAYING = ["text", "tap", "location", "sticker", "upload"];

/** A phone in the page: `page` is what `app.js` gives to all of them. */
export class Phone {
  constructor(page) {
    Object.assign(this, { page, chat: "", me: "" });
    this.root = el("section", { class: "phone" });
    this.log = el("div", { class: "chat", role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": words.log, tabindex: "0" });
    this.quick = el("div", { class: "quick-row", role: "group", "aria-label": words.quickReplies });
    this.root.append(this.top(), this.log, this.quick);
    this.composer = new Composer(this.root, {
      say: (text, quote) => this.deed({ do: "text", text, quote }),
      send: (files) => this.send(files),
      attachments: () => this.attachments(),
      toMenu: () => this.rich.keyboard(false),
    });
    const foot = el("div", { class: "rich", hidden: true });
    this.barred = button({ class: "barred", hidden: true }, "", () => this.deed({ do: this.group ? "join" : "follow" }));
    this.root.append(this.barred, foot);
    this.messages = new Log(this.log, this.quick, this.messageDeeds());
    this.rich = new RichMenu(foot, (action) => this.tap(action), () => this.drawFoot());
    this.root.addEventListener("focusin", () => page.active(this));
    this.root.addEventListener("pointerdown", () => page.active(this));
  }

  top() {
    this.unread = el("span", { class: "badge" });
    this.title = el("span");
    this.owner = el("small");
    this.speakers = el("select");
    this.speaker = el("label", { class: "speaker", hidden: true }, el("span", {}, words.as), this.speakers);
    this.speakers.addEventListener("change", () => {
      this.me = this.speakers.value;
      this.draw();
    });
    this.list = el("div", { class: "menu-list" });
    const summary = el("summary", { "aria-label": words.more, title: words.more }, icon("menu"));
    this.menu = folding(el("details", { class: "menu" }, summary, this.list));
    this.menu.addEventListener("toggle", () => this.drawMenu());
    this.closer = button({ class: "close-phone", "aria-label": words.close, title: words.close }, icon("close"), () => this.page.close(this));
    const back = button({ class: "back", "aria-label": words.back, title: words.back }, [icon("back"), this.unread], () => this.page.toList());
    return el("header", { class: "chat-top" }, back, el("h2", { class: "chat-name" }, this.title, this.owner), this.speaker, this.menu, this.closer);
  }

  get group() {
    return groupOf(this.page.state, this.chat);
  }

  get to() {
    return this.group ? this.chat : undefined;
  }

  /** Show the chat of a person, or of a group in which the person who spoke last goes on speaking. */
  open(chat) {
    if (chat !== this.chat) this.change(chat);
    this.chat = chat;
    const { group } = this;
    if (!group) this.me = chat;
    else if (!group.members.includes(this.me)) [this.me] = group.members;
    this.draw();
  }

  /** What was being written in a chat waits there. */
  change(chat) {
    const { drafts } = this.page;
    if (this.chat) drafts[this.chat] = this.composer.words.value;
    this.composer.reply(null);
    this.composer.fill(drafts[chat] ?? "");
  }

  draw() {
    const { group, page } = this;
    const person = personOf(page.state, this.me);
    if (group && !group.members.includes(this.me)) [this.me] = group.members;
    const absent = group && !group.bot_present ? ` · ${words.absent}` : "";
    write(this.title, group ? `${group.name} (${group.members.length})${absent}` : page.state.bot.name);
    write(this.owner, `${words.phone} ${person?.name ?? ""}${person?.blocked && !group ? ` · ${words.blocked}` : ""}`);
    this.root.setAttribute("aria-label", `${words.phone} ${nameOf(page.state, this.chat)}`);
    this.drawSpeaker();
    this.drawMenu();
    this.messages.draw(this.view());
    this.drawFoot();
  }

  view() {
    const { state, loading } = this.page;
    const names = Object.fromEntries(state.people.map((item) => [item.user_id, item.name]));
    return { chat: this.chat, me: this.me, messages: (state.chats[this.chat] ??= []), names, bot: state.bot, group: this.group, loading: loading[this.chat] };
  }

  drawSpeaker() {
    const members = this.group?.members ?? [];
    this.speaker.hidden = !members.length;
    const drawn = JSON.stringify([members, this.me]);
    if (this.speakers.dataset.drawn === drawn) return;
    this.speakers.dataset.drawn = drawn;
    this.speakers.replaceChildren(...members.map((id) => el("option", { value: id, selected: id === this.me }, nameOf(this.page.state, id) || id)));
  }

  drawMenu() {
    if (!this.menu.open) return;
    const { page } = this;
    const view = { group: this.group, person: personOf(page.state, this.chat), people: page.state.people, dialog: page.dialog };
    this.list.replaceChildren(...deeds(view, (details) => this.deed(details)).map(([name, press]) => button({}, words[name], () => {
      this.menu.open = false;
      press();
    })));
  }

  drawFoot() {
    const { state } = this.page;
    const blocked = personOf(state, this.chat)?.blocked;
    const away = this.group ? !this.group.bot_present : blocked;
    this.rich.draw(this.chat, (!blocked && state.menus[this.chat]) || null);
    this.composer.menuButton.hidden = !this.rich.there;
    write(this.barred, this.group ? words.toJoin : words.toUnblock);
    this.barred.hidden = !away;
    this.composer.form.hidden = this.rich.instead || away;
  }

  /** Get at the text field, whatever stands in its place. */
  toKeyboard() {
    if (this.rich.instead) this.rich.keyboard(true);
    this.composer.focus();
  }

  attachments() {
    const mention = () => {
      this.composer.fill(`@${this.page.state.bot.name} ${this.composer.words.value}`);
      this.composer.focus();
    };
    return [
      ["place", words.place, () => sendPlace(this)],
      ["sticker", words.sticker, () => sendSticker(this)],
      ...(this.group ? [["plus", words.mention, mention]] : []),
    ];
  }

  messageDeeds() {
    return {
      tap: (action) => this.tap(action),
      quote: (message) => {
        this.toKeyboard();
        this.composer.reply(message, this.view());
      },
      watched: ({ trackingId }) => this.watched(trackingId),
      copy: ({ content }) => tap(this, { type: "clipboard", clipboardText: content.text }),
      unsend: (message) => this.deed({ do: "unsend", message: message.id }),
      edit: async (message) => {
        const found = await ask(this.page.dialog, words.edit, [{ name: "text", label: words.message, value: message.content.text, area: true }]);
        if (found) this.deed({ do: "edit", message: message.id, text: found.text });
      },
    };
  }

  tap(action) {
    return tap(this, action);
  }

  /** A video with a tracking id was seen to its end. */
  watched(trackingId) {
    const source = this.group ? { type: "group", groupId: this.chat, userId: this.me } : { type: "user", userId: this.me };
    return this.deed({ do: "raw", kind: "videoPlayComplete", source, payload: { videoPlayComplete: { trackingId } } });
  }

  deed(details) {
    return this.unheard(details.do) ? false : this.page.act({ who: this.me, to: this.to, ...details });
  }

  /** Say what comes first, where nothing that is said would reach the bot. */
  unheard(does) {
    const whether = !this.barred.hidden && SAYING.includes(does);
    if (whether) this.page.warn(this.barred.textContent);
    return whether;
  }

  send(files) {
    if (this.unheard("upload")) return undefined;
    const { warn, report } = this.page;
    return send(files, { who: this.me, to: this.to }, { tell: (text) => this.composer.tell(text), warn, report });
  }
}
