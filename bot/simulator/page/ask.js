// Asks for a few values in a dialog.
import { button, el } from "./dom.js";
import { words } from "./texts.js";

/**
 * Ask; `fields` are `{name, label, type?, value?, options?, many?, optional?, area?, min?, max?, hint?}`.
 * `watch(inputs, note)` is called when a value changes. Gives the values by name, or null when given up.
 */
export function ask(dialog, title, fields, watch) {
  const note = el("p", { class: "note", role: "status" });
  const inputs = Object.fromEntries(fields.map((field) => [field.name, input(field)]));
  const rows = fields.map(({ name, label, hint }) => el("label", {}, el("span", {}, label), inputs[name], hint ? el("small", {}, hint) : undefined));
  const form = el("form", { method: "dialog" }, heading(title), ...rows, note);
  form.append(el("menu", {}, cancelling(dialog), el("button", { type: "submit", value: "ok", class: "main" }, words.ok)));
  const watching = () => watch?.(inputs, note);
  form.addEventListener("input", watching);
  watching();
  return shown(dialog, form, Object.values(inputs)[0], () =>
    Object.fromEntries(Object.entries(inputs).map(([name, field]) => [name, valueOf(field)])));
}

/** Let one of several be chosen; `choices` are `[value, name]`. Gives the value, or null. */
export function choose(dialog, title, choices) {
  const buttons = choices.map(([value, name]) => el("button", { type: "submit", value, class: "choice" }, name));
  const form = el("form", { method: "dialog" }, heading(title), el("div", { class: "choices" }, ...buttons));
  form.append(el("menu", {}, cancelling(dialog)));
  return shown(dialog, form, buttons[0], () => dialog.returnValue);
}

const heading = (title) => el("h2", { id: "asked" }, title);
const cancelling = (dialog) => button({}, words.cancel, () => dialog.close(""));

function input({ name, type, value, options, many, optional, area, min, max, step }) {
  const common = { name, required: !optional };
  if (options) {
    return el("select", { ...common, multiple: many }, ...options.map(([key, text]) => el("option", { value: key, selected: key === value }, text)));
  }
  if (area) {
    const field = el("textarea", { ...common, rows: 4 });
    field.value = value ?? "";
    return field;
  }
  return el("input", { ...common, type: type ?? "text", value, min, max, step });
}

function valueOf(field) {
  return field.multiple ? [...field.selectedOptions].map((option) => option.value) : field.value.trim();
}

function shown(dialog, form, first, answer) {
  dialog.replaceChildren(form);
  dialog.returnValue = "";
  dialog.showModal();
  first?.focus();
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue ? answer() : null), { once: true });
  });
}
