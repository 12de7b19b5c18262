// Asks for a few values in a dialog.
import { el } from "./dom.js";

/** `fields` are `{name, label, options?, many?}`; resolves to the values by name, or to null when given up. */
export function ask(dialog, title, fields, words) {
  const form = el("form", { method: "dialog" }, el("h2", {}, title));
  const inputs = fields.map(({ name, label, options, many }) => {
    const input = options
      ? el("select", { name, multiple: many, required: true }, ...options.map(([value, text]) => el("option", { value }, text)))
      : el("input", { name, required: true });
    form.append(el("label", {}, label, input));
    return input;
  });
  const cancel = el("button", { value: "", formnovalidate: true }, words.cancel);
  form.append(el("menu", {}, cancel, el("button", { value: "ok" }, words.ok)));
  dialog.replaceChildren(form);
  dialog.returnValue = "";
  dialog.showModal();
  inputs[0]?.focus();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      const values = inputs.map((input) => [input.name, input.multiple ? [...input.selectedOptions].map((option) => option.value) : input.value.trim()]);
      done(dialog.returnValue === "ok" ? Object.fromEntries(values) : null);
    }, { once: true });
  });
}
