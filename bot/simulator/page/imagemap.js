// Imagemap messages: a picture with areas to tap, and perhaps a video in it.
import { resolve } from "./address.js";
import { el } from "./dom.js";
import { afterVideo } from "./flex-media.js";
import { missing } from "./message-media.js";

// The widest of the five pictures that a bot serves; areas are counted in its pixels.
const WIDTH = 1040;

/** Draw an imagemap; `act(action)` is called when an area is tapped. */
export function drawImagemap(content, { act }) {
  const { height } = content.baseSize;
  const root = el("div", { class: "imagemap", role: "group", "aria-label": content.altText });
  root.style.aspectRatio = `${WIDTH} / ${height}`;
  const picture = el("img", { src: `${resolve(content.baseUrl)}/${WIDTH}`, alt: content.altText });
  picture.addEventListener("error", () => missing(root, picture));
  root.append(picture);
  if (content.video) root.append(drawVideo(content.video, height, act));
  root.append(...content.actions.map((action) => drawArea(action, height, act)));
  return root;
}

function drawArea(spec, height, act) {
  const name = spec.label || spec.text || spec.linkUri || spec.clipboardText;
  const button = el("button", { type: "button", class: "area", "aria-label": name });
  lay(button, spec.area, height);
  button.addEventListener("click", () => act?.(asAction(spec)));
  return button;
}

/** The action that an area stands for: LINE calls its properties otherwise than those of other actions. */
function asAction({ type, linkUri, text, clipboardText }) {
  if (type === "uri") return { type, uri: linkUri };
  return type === "message" ? { type, text } : { type, clipboardText };
}

function drawVideo(spec, height, act) {
  const root = el("div", { class: "imagemap-video" });
  lay(root, spec.area, height);
  const video = el("video", { src: resolve(spec.originalContentUrl), poster: resolve(spec.previewImageUrl), controls: true, playsinline: true, preload: "none" });
  root.append(video);
  const link = spec.externalLink;
  if (link) root.append(afterVideo(video, { type: "uri", label: link.label, uri: link.linkUri }, act));
  return root;
}

function lay(node, { x, y, width, height }, whole) {
  const share = (part, of) => `${(part / of) * 100}%`;
  Object.assign(node.style, { left: share(x, WIDTH), top: share(y, whole), width: share(width, WIDTH), height: share(height, whole) });
}
