// Where things stand: wide, all side by side; narrow, one at a time as on a phone.
const $ = (id) => document.getElementById(id);
const NARROW = matchMedia("(max-width: 640px)");
const DRAWER = matchMedia("(max-width: 1100px)");

/** Say whether the window shows one thing at a time. */
export const narrow = () => NARROW.matches;

/** Show the list of chats or the chat, where there is no room for both. */
export function show(pane) {
  $("desk").dataset.pane = pane;
}

/** Open or close the traffic; over the rest of the page it takes the focus, and gives it back. */
export function togglePanel(open = $("panel").hidden) {
  $("panel").hidden = !open;
  $("toggle-panel").setAttribute("aria-expanded", String(open));
  if (!DRAWER.matches) return;
  if (open) $("panel").querySelector(".close-panel").focus();
  else $("toggle-panel").focus();
}

/** Begin with the panel open where it has a place of its own. */
export function beginLayout() {
  const settle = () => {
    $("panel").hidden = DRAWER.matches;
    $("toggle-panel").setAttribute("aria-expanded", String(!DRAWER.matches));
  };
  settle();
  DRAWER.addEventListener("change", settle);
  $("panel").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && DRAWER.matches) togglePanel(false);
  });
}
