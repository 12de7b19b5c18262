/** Make an element; text goes in as text, never as markup. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null));
  return node;
}

/** Make a button of a text or of a drawing; one that shows no words needs a `aria-label` in `attributes`. */
export function button(attributes, face, press) {
  const made = el("button", { type: "button", ...attributes }, ...[face].flat());
  made.addEventListener("click", press);
  return made;
}

/** Let an element that is not a button be pressed, with a pointer or with the keyboard. */
export function press(node, handler, label) {
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  if (label) node.setAttribute("aria-label", label);
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    handler();
  });
  node.addEventListener("keydown", (event) => {
    if (event.target === node && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      event.stopPropagation();
      handler();
    }
  });
}

/** Let a `details` menu close as menus do: by Escape, by a press elsewhere, by the focus going elsewhere. */
export function folding(menu) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  return menu;
}

/**
 * Make the children of `root` those of `items` (`{key, make(), update(node)}`), in order.
 * A node whose key stays is left where it is: it keeps the focus, and a screen reader does not read it again.
 */
export function keep(root, items) {
  const wanted = new Set(items.map((item) => item.key));
  for (const node of [...root.children]) {
    if (!wanted.has(node.dataset.key)) node.remove();
  }
  const held = new Map([...root.children].map((node) => [node.dataset.key, node]));
  let place = root.firstElementChild;
  for (const { key, make, update } of items) {
    const node = held.get(key) ?? make();
    node.dataset.key = key;
    if (node === place) place = place.nextElementSibling;
    else root.insertBefore(node, place);
    update?.(node);
  }
}

/** Write a text only where it differs, so that nothing is announced twice. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
