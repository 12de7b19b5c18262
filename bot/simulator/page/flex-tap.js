// What happens when a part of a card is tapped, by pointer or by keyboard.
import { el, press } from "./dom.js";

const INSIDE = "button, a, video, [tabindex]";

/** What an action is called to those who cannot see: LINE shows the label of a button only. */
export function nameOf(action) {
  return action.label || action.displayText || action.text || action.uri || "";
}

/** Let a component that holds no others (a text, an image) be tapped. */
export function tappable(root, action, act, name) {
  if (!action) return;
  root.classList.add("tappable");
  press(root, () => act?.(action), name);
}

/** Let a box or a bubble be tapped, also around buttons: these go first, and stay reachable by keyboard. */
export function tappableAround(root, action, act) {
  if (!action) return;
  const name = action.label || action.displayText || action.text || root.textContent.trim().slice(0, 80) || nameOf(action);
  if (!root.querySelector(INSIDE)) {
    tappable(root, action, act, name);
    return;
  }
  // A button must not hold buttons, so the keyboard gets one of its own.
  root.classList.add("tappable");
  root.append(el("button", { type: "button", class: "tap-key" }, name));
  root.addEventListener("click", (event) => {
    event.stopPropagation();
    act?.(action);
  });
}
