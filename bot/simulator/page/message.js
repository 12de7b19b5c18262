// Draws one message of a chat: the content of a message object, not its frame.
import { resolve } from "./address.js";
import { el } from "./dom.js";
import { drawFlex } from "./flex.js";
import { drawImagemap } from "./imagemap.js";
import * as media from "./message-media.js";
import { drawText, plainText } from "./message-text.js";
import { drawTemplate } from "./template.js";

export { resolve, setPublic } from "./address.js";

const KINDS = {
  text: drawText, textV2: drawText, flex: drawCard, imagemap: drawImagemap, template: drawTemplate,
  image: media.drawImage, video: media.drawVideo, audio: media.drawAudio, file: media.drawFile,
  sticker: media.drawSticker, location: media.drawLocation, coupon: media.drawCoupon,
};

/**
 * Draw a message object. `act(action)` is called when something is tapped, `watched(content)` when a video with a
 * tracking id has been seen to its end; `words` are the page's texts, `contentUrl` is where what a person sent is.
 */
export function drawMessage(content, { act, words = {}, contentUrl, watched } = {}) {
  const draw = KINDS[content.type];
  if (!draw) return el("div", { class: "balloon unknown" }, `${words.unknown ?? ""} ${content.type}`);
  return draw(content, { act: reaching(act), words, contentUrl, watched });
}

/** Open the addresses of actions where pictures are fetched from, too. */
function reaching(act) {
  if (!act) return undefined;
  return (action) => act(action.type === "uri" ? { ...action, uri: resolve(action.uri) } : action);
}

function drawCard(content, { act }) {
  const root = drawFlex(content.contents, act);
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", content.altText);
  return root;
}

/** Draw the quick replies of a message. */
export function drawQuickReplies(content, act) {
  const tap = reaching(act);
  const root = el("div", { class: "quick" });
  for (const { imageUrl, action } of content.quickReply?.items ?? []) {
    const button = el("button", { type: "button", class: "chip" });
    if (imageUrl) button.append(drawIcon(imageUrl));
    button.append(action.label ?? "");
    button.addEventListener("click", () => tap?.(action));
    root.append(button);
  }
  return root;
}

/** Draw a small round picture; nothing where it does not come. */
export function drawIcon(address) {
  const picture = el("img", { src: resolve(address), alt: "" });
  picture.addEventListener("error", () => picture.remove());
  return picture;
}

/** Name and picture that a message gives itself; LINE says which account it comes from. */
export function senderOf(content, account, words = {}) {
  const { name, iconUrl } = content.sender ?? {};
  const said = (words.from ?? "{name} from {account}").replace("{name}", () => name).replace("{account}", () => account);
  return { name: name ? said : account, iconUrl };
}

/** What a notification shows of a message. */
export function preview(content, words) {
  if (content.type === "text" || content.type === "textV2") return plainText(content);
  return content.altText ?? words.kinds?.[content.type] ?? content.type;
}
