// Records the conversation: press once to begin, again to save what was said as a script.
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { words } from "./texts.js";
import * as wire from "./wire.js";

/** Make a button record; gives the function that draws it. */
export function recorder(button, failed) {
  let recording = false;
  const draw = () => {
    const name = recording ? words.record.stop : words.record.start;
    button.replaceChildren(icon(recording ? "stop" : "record"), el("span", {}, name));
    Object.assign(button, { ariaLabel: name, title: name });
    button.setAttribute("aria-pressed", String(recording));
  };
  button.addEventListener("click", async () => {
    try {
      if (recording) save(await wire.recorded());
      else await wire.startRecording();
      recording = !recording;
    } catch (error) {
      failed(error);
    }
    draw();
  });
  return draw;
}

function save(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = el("a", { href: address, download: "conversation.txt" });
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(address);
}
