// Draws Flex Messages as LINE does: containers and their blocks. The components are in flex-*.js.
import { el } from "./dom.js";
import { drawBox, drawComponent } from "./flex-box.js";
import { drawImage, drawVideo } from "./flex-media.js";
import { tappableAround } from "./flex-tap.js";

export { fit } from "./flex-fit.js";

// Blocks stand in a column, like the children of a vertical box.
const COLUMN = { layout: "vertical" };

/** Draw the `contents` of a Flex message; `act(action)` is called when something is tapped. */
export function drawFlex(container, act) {
  if (container.type === "bubble") return el("div", { class: "single" }, drawBubble(container, act));
  return el("div", { class: "carousel", tabindex: 0 }, ...container.contents.map((bubble) => drawBubble(bubble, act)));
}

function drawBubble(bubble, act) {
  const root = el("div", { class: `bubble size-${bubble.size ?? "mega"}`, dir: bubble.direction ?? "ltr" });
  if (!bubble.body) root.classList.add("bodiless");
  for (const name of ["header", "hero", "body", "footer"]) {
    if (!bubble[name]) continue;
    const block = drawBlock(name, bubble[name], act);
    dress(block, bubble.styles?.[name], root.childElementCount === 0);
    root.append(block);
  }
  if (bubble.footer) root.classList.add("footed");
  tappableAround(root, bubble.action, act);
  return root;
}

function drawBlock(name, content, act) {
  const block = el("div", { class: `block block-${name}` });
  if (content.type === "video") {
    block.append(drawVideo(content, act, (other) => drawComponent(other, COLUMN, act)));
  } else if (content.type === "image") {
    block.append(drawImage(content, COLUMN, act));
  } else {
    const drawn = drawBox(content, COLUMN, act);
    // The body takes what height the bubble has to spare: in a carousel as much as the tallest asks for.
    if (name === "body" && !content.height) drawn.style.flex = "1 0 auto";
    block.append(drawn);
  }
  return block;
}

function dress(block, style = {}, first) {
  if (style.backgroundColor) block.style.backgroundColor = style.backgroundColor;
  // LINE draws no separator above the first block.
  if (style.separator && !first) block.style.borderTop = `1px solid ${style.separatorColor ?? "var(--flex-line)"}`;
}
