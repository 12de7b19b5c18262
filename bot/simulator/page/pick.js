// The dialogs of LINE's own: a date and time, a place, a sticker.
import { ask, choose } from "./ask.js";
import { dateOf } from "./clock.js";
import { fill, words } from "./texts.js";

const TYPES = { date: "date", time: "time", datetime: "datetime-local" };
const LONG = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const OWN = "own";
// Where someone in Bangkok may well be.
const PLACES = {
  government: [13.8828, 100.5664],
  parliament: [13.7957, 100.5167],
  cityHall: [13.754, 100.5014],
  monument: [13.7649, 100.5383],
};
// Of those that LINE lets bots send.
const STICKERS = [["446", "1988"], ["446", "1989"], ["789", "10855"], ["1070", "17839"], ["6325", "10979904"], ["11537", "52002734"]];

/** Let a date, a time or both be picked within the bounds of the action; gives "" when given up. */
export async function pickMoment(dialog, action, now) {
  const bound = (name) => action[name]?.replace("t", "T");
  const [min, max] = [bound("min"), bound("max")];
  const value = bound("initial") ?? within(local(now, action.mode), min, max);
  const bounds = [min && `${words.picking.from} ${spoken(min)}`, max && `${words.picking.until} ${spoken(max)}`].filter(Boolean).join(" ");
  const field = { name: "moment", label: words.picking[action.mode], type: TYPES[action.mode], value, min, max, hint: bounds };
  const found = await ask(dialog, action.label || words.pick, [field], ({ moment }, note) => { note.textContent = spoken(moment.value); });
  return found?.moment ?? "";
}

/** Let a place be chosen; gives `{title, latitude, longitude}` or null. */
export async function pickPlace(dialog) {
  const names = Object.entries(words.places);
  const chosen = await choose(dialog, words.place, [...names, [OWN, words.placing.own]]);
  if (!chosen) return null;
  if (chosen !== OWN) return { title: words.places[chosen], latitude: PLACES[chosen][0], longitude: PLACES[chosen][1] };
  const number = (name, most, value) => ({ name, label: words.placing[name], type: "number", min: -most, max: most, step: "any", value });
  const title = { name: "title", label: words.placing.title, optional: true };
  const found = await ask(dialog, words.placing.own, [number("latitude", 90, 13.7563), number("longitude", 180, 100.5018), title]);
  return found && { ...found, latitude: Number(found.latitude), longitude: Number(found.longitude) };
}

/** Let a sticker be chosen; gives `[package, sticker]` or null. */
export async function pickSticker(dialog) {
  const chosen = await choose(dialog, words.sticker, STICKERS.map((pair) => [pair.join("/"), `${words.kinds.sticker} ${pair.join("/")}`]));
  return chosen && chosen.split("/");
}

/** Say a moment ("2024-04-30", "09:30", "2024-04-30T09:30") in the language of the page. */
function spoken(moment) {
  if (!moment) return "";
  const [date, time] = moment.includes("-") ? moment.split("T") : ["", moment];
  const day = date && dateOf(Date.parse(`${date}T12:00:00+07:00`), LONG);
  return [day, time && fill(words.picking.at, { time })].filter(Boolean).join(" ");
}

function local(now, mode) {
  const moment = new Date(now + 7 * 3600 * 1000).toISOString().slice(0, 16);
  return { date: moment.slice(0, 10), time: moment.slice(11), datetime: moment }[mode];
}

function within(value, min, max) {
  if (min && value < min) return min;
  return max && value > max ? max : value;
}
