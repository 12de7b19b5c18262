// Messages of pictures, sound, files, stickers, places and coupons.
import { resolve } from "./address.js";
import { el } from "./dom.js";
import { smile } from "./smile.js";

const OUTSIDE = { target: "_blank", rel: "noreferrer noopener" };

/** Draw a picture: the preview, which opens the original. */
export function drawImage(content, { contentUrl, words }) {
  const original = resolve(content.originalContentUrl) ?? contentUrl;
  const root = el("a", { href: original, class: "photo", ...OUTSIDE });
  const picture = el("img", { src: resolve(content.previewImageUrl) ?? contentUrl, alt: words.photo ?? "image" });
  picture.addEventListener("error", () => missing(root, picture));
  root.append(picture);
  return root;
}

/** Where a picture does not come, say what it would have been. */
export function missing(root, picture) {
  root.classList.add("broken");
  picture.replaceWith(el("span", {}, picture.alt));
}

/** Draw a video; `watched(content)` is called when one that LINE tracks has been seen to its end. */
export function drawVideo(content, { contentUrl, words, watched }) {
  const video = el("video", {
    class: "photo", controls: true, playsinline: true, "aria-label": words.kinds?.video ?? "video",
    src: resolve(content.originalContentUrl) ?? contentUrl,
    poster: resolve(content.previewImageUrl),
    // What a person sent has no preview: its first picture is one.
    preload: content.previewImageUrl ? "none" : "metadata",
  });
  if (content.trackingId) video.addEventListener("ended", () => watched?.(content));
  return video;
}

/** Draw a voice message: a player, and how long it is. */
export function drawAudio(content, { contentUrl, words }) {
  const source = resolve(content.originalContentUrl) ?? contentUrl;
  const player = el("audio", { src: source, controls: true, preload: "none", "aria-label": words.kinds?.audio ?? "audio" });
  return el("div", { class: "balloon voice" }, player, el("small", {}, duration(content.duration)));
}

function duration(milliseconds = 0) {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Draw a file: its kind, name and size; it is there to be downloaded. */
export function drawFile(content, { contentUrl }) {
  const kind = /\.([A-Za-z0-9]{1,4})$/.exec(content.fileName)?.[1] ?? "";
  const said = el("span", { class: "file-said" }, el("span", { class: "file-name" }, content.fileName), el("small", {}, bytes(content.fileSize)));
  return el("a", { href: contentUrl, download: content.fileName, class: "balloon file" }, el("span", { class: "file-kind", "aria-hidden": "true" }, kind), said);
}

function bytes(size) {
  return size >= 1048576 ? `${(size / 1048576).toFixed(1)} MB` : `${Math.ceil(size / 1024)} KB`;
}

/** Draw a sticker. LINE's pictures are not ours to show: a tile that tells which sticker is meant. */
export function drawSticker(content, { words }) {
  const ids = `${content.packageId} / ${content.stickerId}`;
  const name = `${words.kinds?.sticker ?? "sticker"} ${ids}`;
  return el("div", { class: "sticker", role: "img", "aria-label": name, title: name }, smile(), el("small", { "aria-hidden": "true" }, ids));
}

/** Draw a place: a piece of map that no map service is asked for, and a link that asks one. */
export function drawLocation(content, { words }) {
  const { latitude, longitude } = content;
  const title = content.title || words.kinds?.location || "";
  const href = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  return el(
    "a", { class: "location", href, ...OUTSIDE },
    el("span", { class: "location-map", "aria-hidden": "true" }, el("span", { class: "location-pin" })),
    el("strong", {}, title), el("span", {}, content.address ?? ""), el("small", {}, `${latitude}, ${longitude}`),
  );
}

/** Draw a coupon: what it is and its id, for LINE alone knows what is on it. */
export function drawCoupon(content, { words }) {
  return el("div", { class: "coupon" }, el("strong", {}, words.kinds?.coupon ?? "Coupon"), el("span", {}, content.couponId));
}
