// The round picture of a person, of a group or of the bot: a colour and a letter.
import { el } from "./dom.js";

// As many letters fit as they are.
const SHORT = 3;

/** Draw a face; `kind` is "", "group-face" or "bot-face", `picture` an address that a bot gave. */
export function face(id, name, kind = "", picture = "") {
  const hue = [...id].reduce((sum, letter) => sum + letter.codePointAt(0) * 7, 0) % 360;
  const letters = name.length <= SHORT ? name : [...name][0];
  const root = el("span", { class: `face ${kind}`, style: `--hue:${hue}`, "aria-hidden": "true" }, letters);
  if (picture) root.replaceChildren(el("img", { src: picture, alt: "" }));
  return root;
}
