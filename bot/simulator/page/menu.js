// What a person can do with a chat beside writing, and who can come in.
import { ask } from "./ask.js";
import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { words } from "./texts.js";
import * as wire from "./wire.js";

/** List the deeds as [name, function]; `view` is {group, person, people, dialog}, `deed` does one. */
export function deeds(view, deed) {
  const { group, person } = view;
  if (!group) {
    const away = person?.blocked || !person?.friend;
    return [away ? ["unblock", () => deed({ do: "follow" })] : ["block", () => deed({ do: "unfollow" })]];
  }
  const outside = view.people.filter((item) => !group.members.includes(item.user_id));
  const inside = view.people.filter((item) => group.members.includes(item.user_id));
  const people = async (kind, whom) => {
    const found = await ask(view.dialog, words[kind], [choice("people", words.people, whom)]);
    if (found) deed({ do: kind, people: found.people });
  };
  return [
    group.bot_present ? ["leave", () => deed({ do: "leave" })] : ["join", () => deed({ do: "join" })],
    ...(outside.length ? [["memberJoined", () => people("memberJoined", outside)]] : []),
    ...(inside.length > 1 ? [["memberLeft", () => people("memberLeft", inside)]] : []),
  ];
}

const NAME = () => ({ name: "name", label: words.name });

/** A button that brings in a person; `opened(id)` is called with who came. */
export function newPerson(page, opened) {
  const friend = () => ({ name: "friend", label: words.friend, options: [["yes", words.yes], ["no", words.no]] });
  return newcomer(page, "newPerson", () => [NAME(), friend()], async (found) => {
    opened((await wire.addPerson(found.name, found.friend === "yes")).user_id);
  });
}

/** A button that makes a group of people who are there. */
export function newGroup(page, opened) {
  return newcomer(page, "newGroup", () => [NAME(), choice("members", words.members, page.state.people)], async (found) => {
    opened((await wire.addGroup(found.name, found.members)).group_id);
  });
}

function newcomer(page, name, fields, bring) {
  return button({ class: "newcomer" }, [icon("plus"), el("span", {}, words[name])], async () => {
    const found = await ask(page.dialog, words[name], fields());
    if (found) await page.tried(() => bring(found));
  });
}

const choice = (name, label, people) => ({ name, label, many: true, options: people.map((item) => [item.user_id, item.name]) });
