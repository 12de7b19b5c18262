// Talks to the simulator: acts go out by POST, everything that happens comes in as server-sent events.
import { words } from "./texts.js";

async function post(path, body, method = "POST") {
  const answer = await reach(path, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return taken(answer.status, await answer.text());
}

/** Fetch; of a simulator that is gone say so in the page's words, not in the browser's. */
async function reach(path, how) {
  try {
    return await fetch(path, how);
  } catch {
    throw new Error(words.broken);
  }
}

/** Give what was answered, or throw what was said against it. */
function taken(status, text) {
  let data = {};
  try {
    data = JSON.parse(text);
  } catch {
    data = { detail: text };
  }
  if (status >= 200 && status < 300) return data;
  const { detail } = data;
  throw new Error(typeof detail === "string" && detail ? detail : JSON.stringify(detail ?? status));
}

export const act = (deed) => post("/_/act", deed);
export const check = () => post("/_/check", {});
export const addFault = (fault) => post("/_/faults", fault);
export const clearFaults = () => post("/_/faults", undefined, "DELETE");
export const removeFault = (place) => post(`/_/faults/${place}`, undefined, "DELETE");
export const settings = (change) => post("/_/settings", change);

export const turnClock = (change) => post("/_/clock", change);
export const addPerson = (name, friend) => post("/_/people", { name, friend });
export const addGroup = (name, members) => post("/_/groups", { name, members });
export const redeliver = (id, redelivery) => post("/_/redeliver", { event: id, redelivery });
export const startRecording = () => post("/_/record", {});

export async function recorded() {
  return (await reach("/_/record")).text();
}

export async function clock() {
  return (await reach("/_/clock")).json();
}

export async function currentSettings() {
  return (await reach("/_/settings")).json();
}

/** Who is there: `{people, groups, menus}`. */
export async function people() {
  return (await reach("/_/people")).json();
}

export async function state() {
  return (await reach("/_/state")).json();
}

/** Send a file; `details` go into the address, `progress(share)` is called on the way. */
export function upload(file, details, progress) {
  const call = new XMLHttpRequest();
  call.open("POST", `/_/upload?${new URLSearchParams(details)}`);
  call.setRequestHeader("content-type", file.type || "application/octet-stream");
  call.upload.addEventListener("progress", (event) => progress(event.total ? event.loaded / event.total : 0));
  return new Promise((done, failed) => {
    call.addEventListener("load", () => {
      try {
        done(taken(call.status, call.responseText));
      } catch (error) {
        failed(error);
      }
    });
    call.addEventListener("error", () => failed(new Error("")));
    call.send(file);
  });
}

/** Follow what happens after `seq`, until the simulator is gone; then `gone()` is called, once. */
export function follow(seq, happened, gone) {
  const source = new EventSource(`/_/events?after=${seq}`);
  source.onmessage = (event) => happened(JSON.parse(event.data));
  source.onerror = () => {
    source.close();
    gone();
  };
}
