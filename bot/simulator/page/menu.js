// What a person can do in a chat beside writing.
import { ask } from "./ask.js";
import { el } from "./dom.js";
import * as wire from "./wire.js";

/** List the deeds as [word, function]; `view` is {group, person, people, words, dialog}, `do` what the page does. */
export function deeds(view, { deed, mention, place }) {
  const { group, person, words } = view;
  const always = [["sticker", () => deed({ do: "sticker" })], ["place", place]];
  if (!group) {
    const away = person?.blocked || !person?.friend;
    return [away ? ["unblock", () => deed({ do: "follow" })] : ["block", () => deed({ do: "unfollow" })], ...always];
  }
  const outside = view.people.filter((item) => !group.members.includes(item.user_id));
  const inside = view.people.filter((item) => group.members.includes(item.user_id));
  const people = async (kind, whom) => {
    const found = await ask(view.dialog, words[kind], [choice("people", words.people, whom)], words);
    if (found) deed({ do: kind, people: found.people });
  };
  return [
    ["mention", mention],
    group.bot_present ? ["leave", () => deed({ do: "leave" })] : ["join", () => deed({ do: "join" })],
    ...(outside.length ? [["memberJoined", () => people("memberJoined", outside)]] : []),
    ...(inside.length > 1 ? [["memberLeft", () => people("memberLeft", inside)]] : []),
    ...always,
  ];
}

/** The buttons under the rail: bring in a person, or a group of those who are there. */
export function newcomers(view, opened) {
  const { words, dialog, people } = view;
  const button = (name, press) => {
    const made = el("button", { type: "button", class: "newcomer" }, `+ ${words[name]}`);
    made.addEventListener("click", press);
    return made;
  };
  const name = { name: "name", label: words.name };
  return {
    person: button("newPerson", async () => {
      const found = await ask(dialog, words.newPerson, [name, { name: "friend", label: words.friend, options: [["yes", words.yes], ["", words.no]] }], words);
      if (found) opened((await wire.addPerson(found.name, found.friend === "yes")).user_id);
    }),
    group: button("newGroup", async () => {
      const found = await ask(dialog, words.newGroup, [name, choice("members", words.people, people)], words);
      if (found) opened((await wire.addGroup(found.name, found.members)).group_id);
    }),
  };
}

const choice = (name, label, people) => ({ name, label, many: true, options: people.map((item) => [item.user_id, item.name]) });
