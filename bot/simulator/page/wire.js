// Talks to the simulator: acts go out by POST, everything that happens comes in as server-sent events.

async function post(path, body, method = "POST") {
  const answer = await fetch(path, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const data = await answer.json();
  if (!answer.ok) throw new Error(data.detail ?? answer.statusText);
  return data;
}

export const act = (deed) => post("/_/act", deed);
export const check = () => post("/_/check", {});
export const addFault = (fault) => post("/_/faults", fault);
export const clearFaults = () => post("/_/faults", undefined, "DELETE");
export const settings = (change) => post("/_/settings", change);

export const turnClock = (change) => post("/_/clock", change);
export const addPerson = (name, friend) => post("/_/people", { name, friend });
export const addGroup = (name, members) => post("/_/groups", { name, members });
export const redeliver = (id, redelivery) => post("/_/redeliver", { event: id, redelivery });
export const startRecording = () => post("/_/record", {});

export async function recorded() {
  return (await fetch("/_/record")).text();
}

export async function clock() {
  return (await fetch("/_/clock")).json();
}

export async function state() {
  return (await fetch("/_/state")).json();
}

export async function upload(file, who, to) {
  const address = new URLSearchParams({ who, to: to ?? "", name: file.name });
  const answer = await fetch(`/_/upload?${address}`, {
    method: "POST",
    headers: { "content-type": file.type || "application/octet-stream" },
    body: file,
  });
  const data = await answer.json();
  if (!answer.ok) throw new Error(data.detail);
  return data;
}

/** Follow what happens after `seq`; `down(true)` is called when the simulator is gone, `down(false)` when it is back. */
export function follow(seq, happened, down) {
  const source = new EventSource(`/_/events?after=${seq}`);
  source.onmessage = (event) => happened(JSON.parse(event.data));
  source.onopen = () => down(false);
  source.onerror = () => down(true);
}
