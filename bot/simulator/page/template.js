// Template messages: buttons, confirm, carousel and image carousel.
import { resolve } from "./address.js";
import { el } from "./dom.js";
import { nameOf, tappable } from "./flex-tap.js";

/** Draw a template message; `act(action)` is called when something is tapped. */
export function drawTemplate(content, { act }) {
  const spec = content.template;
  const several = spec.type === "carousel" || spec.type === "image_carousel";
  const draw = spec.type === "image_carousel" ? drawPicture : drawCard;
  // How pictures are shown is said once for all columns of a carousel.
  const look = { ratio: spec.imageAspectRatio, size: spec.imageSize };
  const columns = several ? spec.columns : [spec];
  const root = el("div", { class: several ? "carousel" : "single", role: "group", "aria-label": content.altText });
  if (several) root.tabIndex = 0;
  root.append(...columns.map((column) => draw(column, look, act)));
  return root;
}

function drawCard(column, look, act) {
  const card = el("div", { class: `bubble size-kilo template ${column.type ?? ""}` });
  const top = el("div", { class: "template-top" });
  if (column.thumbnailImageUrl) top.append(drawThumbnail(column, look));
  if (column.title) top.append(el("strong", {}, column.title));
  top.append(el("p", {}, column.text));
  tappable(top, column.defaultAction, act);
  const buttons = el("div", { class: "template-actions" });
  for (const action of column.actions) {
    const button = el("button", { type: "button", class: "button link" }, el("span", { class: "words" }, action.label ?? ""));
    button.addEventListener("click", () => act?.(action));
    buttons.append(button);
  }
  card.append(top, buttons);
  return card;
}

function drawThumbnail(column, look) {
  const frame = el("div", { class: "frame" });
  frame.style.aspectRatio = look.ratio === "square" ? "1 / 1" : "1.51 / 1";
  frame.style.backgroundColor = column.imageBackgroundColor ?? "#FFFFFF";
  const picture = el("img", { src: resolve(column.thumbnailImageUrl), alt: "" });
  picture.style.objectFit = look.size === "contain" ? "contain" : "cover";
  picture.addEventListener("error", () => frame.classList.add("broken"));
  frame.append(picture);
  return frame;
}

function drawPicture({ imageUrl, action }, look, act) {
  const root = el("button", { type: "button", class: "bubble picture", "aria-label": nameOf(action) });
  const picture = el("img", { src: resolve(imageUrl), alt: "" });
  picture.addEventListener("error", () => root.classList.add("broken"));
  root.append(picture);
  if (action.label) root.append(el("span", { class: "picture-label" }, action.label));
  root.addEventListener("click", () => act?.(action));
  return root;
}
