// What happens on the phone when something is tapped; the rest of it is the simulator's.
import { pickMoment, pickPlace, pickSticker } from "./pick.js";
import { words } from "./texts.js";

/** Do what an action says, on the phone it was tapped on. */
export async function tap(phone, action) {
  const local = { uri, clipboard, camera, cameraRoll, location: sendPlace, datetimepicker };
  if (local[action.type]) return local[action.type](phone, action);
  if (action.inputOption === "openKeyboard") {
    phone.toKeyboard();
    phone.composer.fill(action.fillInText ?? "");
    phone.composer.focus();
  }
  if (/RichMenu$/.test(action.inputOption ?? "")) phone.rich.unfold(action.inputOption === "openRichMenu");
  return phone.deed({ do: "tap", action });
}

function uri({ page }, action) {
  if (/^https?:/i.test(action.uri)) return window.open(action.uri, "_blank", "noopener");
  return page.tell(`${/^tel:/i.test(action.uri) ? words.call : words.link} ${action.uri.replace(/^tel:/i, "")}`);
}

async function clipboard({ page }, action) {
  await navigator.clipboard?.writeText(action.clipboardText).catch(() => undefined);
  page.tell(`${words.copied}: ${action.clipboardText}`);
}

const camera = (phone) => phone.composer.lens.click();
const cameraRoll = (phone) => phone.composer.photos.click();

async function datetimepicker(phone, action) {
  const moment = await pickMoment(phone.page.dialog, action, phone.page.now());
  return moment && phone.deed({ do: "tap", action, moment });
}

/** Let the person send a place. */
export async function sendPlace(phone) {
  const place = await pickPlace(phone.page.dialog);
  return place && phone.deed({ do: "location", ...place });
}

/** Let the person send a sticker. */
export async function sendSticker(phone) {
  const pair = await pickSticker(phone.page.dialog);
  return pair && phone.deed({ do: "sticker", package_id: pair[0], sticker_id: pair[1] });
}
