// What the page knows of the simulator, kept up to date by what it tells.

/** Change `state` by one item of the feed; the calls and webhooks are the panel's business. */
export function apply(state, { kind, data }) {
  const messages = state.chats[data.chat] ?? [];
  if (kind === "message") {
    const chat = (state.chats[data.chat] ??= []);
    if (!chat.some((other) => other.id === data.id)) chat.push(data);
  } else if (kind === "read") {
    for (const other of messages) {
      if (BigInt(other.id) <= BigInt(data.id) && other.sender !== state.bot.id) other.read = true;
    }
  } else if (kind === "unsend" || kind === "edit") {
    const message = messages.find((other) => other.id === data.id);
    if (message && kind === "unsend") Object.assign(message, { unsent: true, content: { type: message.content.type } });
    if (message && kind === "edit") Object.assign(message, { edited: true, content: { ...message.content, text: data.text } });
  } else if (kind === "faults") {
    state.faults = data.faults;
  } else if (kind === "settings") {
    state.settings = { ...state.settings, ...data };
  }
}

export const personOf = (state, id) => state.people.find((item) => item.user_id === id);
export const groupOf = (state, id) => state.groups.find((item) => item.group_id === id);
export const nameOf = (state, id) => personOf(state, id)?.name ?? groupOf(state, id)?.name ?? "";

/** Find the chat that an address names: by the key of a person or group, or by an id. */
export function chatOf(state, named) {
  const all = [...state.people, ...state.groups];
  const found = all.find(({ key, user_id: user, group_id: group }) => named && [user, group, key, key?.split("/")[1]].includes(named));
  return found?.user_id ?? found?.group_id ?? "";
}

/** Name a chat in an address: shortly where it can be. */
export function nameInAddress(state, id) {
  const { key } = personOf(state, id) ?? groupOf(state, id) ?? {};
  return key?.split("/")[1] ?? id;
}

/** Give the last message of a chat that its person can see. */
export function lastOf(state, chat) {
  return (state.chats[chat] ?? []).findLast((message) => message.delivered && !message.unsent);
}
