// The lower edge of a phone: what is quoted, what to attach, the text field.
import { button, el, folding } from "./dom.js";
import { icon } from "./icons.js";
import { replying } from "./line.js";
import { words } from "./texts.js";

const HIGHEST_PIXELS = 140;

/** `deeds` are {say(text, quote) → whether it was sent, send(files), attachments() → [[icon, name, press]], toMenu()}. */
export class Composer {
  constructor(root, deeds) {
    Object.assign(this, { deeds, quote: null });
    this.quoting = el("div", { class: "quoting", hidden: true });
    this.progress = el("p", { class: "progress", role: "status", hidden: true });
    this.words = el("textarea", { class: "words-field", rows: 1, "aria-label": words.write, placeholder: words.write, enterkeyhint: "send" });
    this.files = this.input({ class: "file-input" });
    this.photos = this.input({ class: "photo-input", accept: "image/*", multiple: true });
    this.lens = this.input({ class: "camera-input", accept: "image/*", capture: "environment" });
    this.form = this.draw();
    root.append(this.quoting, this.progress, this.form);
    this.dropping(root);
  }

  draw() {
    this.menuButton = button({ class: "to-menu", "aria-label": words.toMenu, hidden: true }, icon("menu"), () => this.deeds.toMenu());
    const summary = el("summary", { "aria-label": words.attach, title: words.attach }, icon("plus"));
    this.list = el("div", { class: "menu-list upward" });
    this.attach = folding(el("details", { class: "menu attach" }, summary, this.list));
    this.attach.addEventListener("toggle", () => this.offer());
    const picking = (name, input) => button({ class: name, "aria-label": words[name], title: words[name] }, icon(name === "photos" ? "photo" : name), () => input.click());
    const form = el("form", { class: "composer" }, this.files, this.photos, this.lens, this.menuButton, this.attach,
      picking("camera", this.lens), picking("photos", this.photos), this.words,
      el("button", { type: "submit", class: "send", "aria-label": words.send, title: words.send }));
    form.lastElementChild.append(icon("send"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.words.addEventListener("keydown", (event) => this.typed(event));
    this.words.addEventListener("input", () => this.grow());
    this.words.addEventListener("paste", (event) => this.take(event, event.clipboardData.files));
    return form;
  }

  input(attributes) {
    const field = el("input", { type: "file", hidden: true, ...attributes });
    field.addEventListener("change", () => {
      const files = [...field.files];
      field.value = "";
      if (files.length) this.deeds.send(files);
    });
    return field;
  }

  offer() {
    if (!this.attach.open) return;
    const entry = ([name, text, deed]) => button({}, [icon(name), text], () => {
      this.attach.open = false;
      deed();
    });
    this.list.replaceChildren(...[["file", words.file, () => this.files.click()], ...this.deeds.attachments()].map(entry));
  }

  async submit() {
    const text = this.words.value.trim();
    if (!text) return;
    const quote = this.quote?.id;
    this.fill("");
    this.reply(null);
    // What could not be sent is not lost; what has been written meanwhile is not overwritten.
    if (!(await this.deeds.say(text, quote)) && !this.words.value) this.fill(text);
  }

  typed(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.quote) {
      this.reply(null);
    }
  }

  /** Put a text into the field. */
  fill(text) {
    this.words.value = text;
    this.grow();
  }

  focus() {
    this.words.focus();
  }

  grow() {
    this.words.style.height = "auto";
    this.words.style.height = `${Math.min(this.words.scrollHeight + 2, HIGHEST_PIXELS)}px`;
  }

  /** Quote a message, or none. */
  reply(message, view) {
    this.quote = message;
    this.quoting.hidden = !message;
    if (!message) return this.quoting.replaceChildren();
    const cancel = button({ "aria-label": words.cancel }, icon("close"), () => {
      this.reply(null);
      this.focus();
    });
    this.quoting.replaceChildren(el("span", {}, replying(message, view)), cancel);
    return this.focus();
  }

  /** Say how far an upload is; nothing ends it. */
  tell(text) {
    this.progress.hidden = !text;
    this.progress.textContent = text;
  }

  /** Pictures may be dropped anywhere on the phone. */
  dropping(root) {
    const over = (whether) => root.classList.toggle("dropping", whether);
    root.dataset.drop = words.upload.drop;
    root.addEventListener("dragover", (event) => {
      event.preventDefault();
      over(true);
    });
    root.addEventListener("dragleave", () => over(false));
    root.addEventListener("drop", (event) => {
      over(false);
      this.take(event, event.dataTransfer.files);
    });
  }

  take(event, files) {
    if (!files.length) return;
    event.preventDefault();
    this.deeds.send([...files]);
  }
}
