// Sends photos and files, one after the other, telling how far it is and what was refused.
import { fill, words } from "./texts.js";
import * as wire from "./wire.js";

const SENT_AS_THEY_ARE = ["image/jpeg", "image/png"];
const QUALITY = 0.9;
const UNKNOWN_MS = 1000;

/** Send files as one person; `tell(text)` says how far it is, `warn(text)` what failed, `report` how the bot took it. */
export async function send(files, { who, to }, { tell, warn, report }) {
  const ready = await Promise.all([...files].map(asPhone));
  const photos = ready.filter((file) => file.type.startsWith("image/"));
  const set = photos.length > 1 ? { set: `${Date.now()}`, total: photos.length } : undefined;
  for (const [place, file] of ready.entries()) {
    const index = photos.indexOf(file) + 1;
    const details = { who, to: to ?? "", name: file.name, ...(set && index ? { ...set, index } : {}), ...(await lengthOf(file)) };
    const progress = (share) => tell(fill(ready.length > 1 ? words.upload.several : words.upload.going, {
      name: file.name, index: place + 1, total: ready.length, percent: Math.round(share * 100),
    }));
    progress(0);
    try {
      if (!file.size) throw new Error(words.upload.empty);
      report((await wire.upload(file, details, progress)).delivery);
    } catch (error) {
      warn(fill(words.upload.refused, { name: file.name, reason: error.message || words.upload.gone }));
    }
  }
  tell("");
}

/** LINE sends photos as JPEG or PNG; a picture of another kind is made one, where the browser can read it. */
async function asPhone(file) {
  if (!file.type.startsWith("image/") || SENT_AS_THEY_ARE.includes(file.type)) return file;
  try {
    const picture = await createImageBitmap(file);
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext("2d").drawImage(picture, 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
    return new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" });
  } catch {
    return file;
  }
}

/** Tell how long a video or a voice message is, which its webhook says. */
async function lengthOf(file) {
  const kind = /^(audio|video)\//.exec(file.type)?.[1];
  if (!kind) return {};
  const media = document.createElement(kind);
  const address = URL.createObjectURL(file);
  const known = new Promise((done) => {
    media.addEventListener("loadedmetadata", () => done(media.duration * 1000));
    media.addEventListener("error", () => done(Number.NaN));
  });
  media.src = address;
  const length = await known;
  URL.revokeObjectURL(address);
  return { duration: Number.isFinite(length) ? Math.max(1, Math.round(length)) : UNKNOWN_MS };
}
