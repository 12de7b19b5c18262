// Flex images, icons and videos.
import { resolve } from "./address.js";
import { el } from "./dom.js";
import { EDGES, fontSize, grow, imageWidth, place, ratio, sideways } from "./flex-size.js";
import { nameOf, tappable } from "./flex-tap.js";

/** Draw an image component: a drawing area of `size` and `aspectRatio`, and the picture in it. */
export function drawImage(spec, parent, act) {
  const root = el("div", { class: "image" });
  grow(root, spec, parent);
  place(root, spec);
  root.style.alignItems = EDGES[spec.align ?? "center"];
  root.style.justifyContent = EDGES[spec.gravity ?? "top"];
  const frame = el("div", { class: "frame" });
  frame.style.width = imageWidth(spec.size ?? "md");
  frame.style.aspectRatio = ratio(spec.aspectRatio);
  if (spec.backgroundColor) frame.style.backgroundColor = spec.backgroundColor;
  frame.append(drawPicture(spec, frame));
  root.append(frame);
  stretch(root, frame, spec, parent);
  tappable(root, spec.action, act, spec.action && nameOf(spec.action));
  return root;
}

/** Give a cell that takes its width from the picture a width that a share can be taken of. */
function stretch(root, frame, spec, parent) {
  const { width } = frame.style;
  if (!width.endsWith("%")) return;
  const narrow = sideways(parent) ? spec.flex === 0 : false;
  if (narrow || spec.position === "absolute") {
    root.style.width = width;
    frame.style.width = "100%";
  } else if (!sideways(parent)) {
    root.style.width = "100%";
  }
}

function drawPicture(spec, frame) {
  const picture = el("img", { src: resolve(spec.url), alt: spec.action?.label ?? "" });
  picture.style.objectFit = spec.aspectMode === "cover" ? "cover" : "contain";
  picture.addEventListener("error", () => frame.classList.add("broken"));
  // LINE plays an animated PNG only when told to; an <img> always would.
  if (!spec.animated) picture.addEventListener("load", () => picture.replaceWith(still(picture)));
  return picture;
}

function still(picture) {
  const size = { width: picture.naturalWidth, height: picture.naturalHeight };
  const canvas = el("canvas", { ...size, role: "img", "aria-label": picture.alt || undefined, "aria-hidden": !picture.alt && "true" });
  canvas.getContext("2d").drawImage(picture, 0, 0);
  canvas.style.objectFit = picture.style.objectFit;
  return canvas;
}

/** Draw an icon component: as high as letters of its size, standing on their line. */
export function drawIcon(spec) {
  const root = el("div", { class: "flex-icon" });
  place(root, spec);
  root.style.fontSize = fontSize(spec.size ?? "md", spec.scaling);
  const picture = el("img", { src: resolve(spec.url), alt: "" });
  picture.style.aspectRatio = ratio(spec.aspectRatio);
  picture.addEventListener("error", () => root.classList.add("broken"));
  root.append(picture);
  return root;
}

/** Draw the video of a hero block; `drawOther` draws its `altContent`, shown where the video cannot play. */
export function drawVideo(spec, act, drawOther) {
  const frame = el("div", { class: "frame video" });
  frame.style.aspectRatio = ratio(spec.aspectRatio);
  const video = el("video", { src: resolve(spec.url), poster: resolve(spec.previewUrl), controls: true, playsinline: true, preload: "none" });
  video.addEventListener("click", (event) => event.stopPropagation());
  video.addEventListener("error", () => frame.replaceWith(drawOther(spec.altContent)));
  frame.append(video);
  if (spec.action) frame.append(afterVideo(video, spec.action, act));
  return frame;
}

/** The link that LINE lays over a video that has come to its end. */
export function afterVideo(video, action, act) {
  const button = el("button", { type: "button", class: "after-video", hidden: true }, action.label ?? "");
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    act?.(action);
  });
  video.addEventListener("ended", () => { button.hidden = false; });
  video.addEventListener("play", () => { button.hidden = true; });
  return button;
}
