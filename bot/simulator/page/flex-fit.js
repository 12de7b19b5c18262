// What can be settled only when a card stands in the page and has its widths and heights.
const STEP = 0.02;
// LINE does not say how far it shrinks; smaller could not be read.
const LEAST = 0.4;
const UNSETTLED = "[data-shrink], [data-top], [data-bottom]";

const widths = new WeakMap();
// A card may be drawn where it is not seen yet, or in a window that changes.
const watcher = new ResizeObserver((changes) => {
  for (const { target } of changes) settle(target);
});

/** Make `shrink-to-fit` texts fit and offsets in percent of a height right, now and when the card's width changes. */
export function fit(root) {
  for (const card of root.querySelectorAll(".bubble")) {
    if (!card.querySelector(UNSETTLED)) continue;
    widths.delete(card);
    settle(card);
    watcher.observe(card);
  }
}

function settle(card) {
  const { width } = card.getBoundingClientRect();
  if (width === 0 || widths.get(card) === width) return;
  widths.set(card, width);
  for (const item of card.querySelectorAll("[data-shrink]")) shrink(item);
  for (const item of card.querySelectorAll("[data-top], [data-bottom]")) lift(item);
}

function shrink(item) {
  item.style.removeProperty("--shrink");
  const words = item.querySelector(".words");
  const range = document.createRange();
  range.selectNodeContents(words);
  const room = () => words.getBoundingClientRect().width + 0.5;
  for (let share = 1 - STEP; share > LEAST && range.getBoundingClientRect().width > room(); share -= STEP) {
    item.style.setProperty("--shrink", share.toFixed(2));
  }
}

function lift(item) {
  const height = item.parentElement.clientHeight;
  for (const side of ["top", "bottom"]) {
    const share = item.dataset[side];
    if (share) item.style[side] = `${(Number.parseFloat(share) / 100) * height}px`;
  }
}
