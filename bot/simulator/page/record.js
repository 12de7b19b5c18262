// Records the conversation: press once to begin, again to save what was said as a script.
import { el } from "./dom.js";
import * as wire from "./wire.js";

export function recorder(button, texts) {
  let recording = false;
  const draw = () => {
    const { record } = texts();
    const name = recording ? record.stop : record.start;
    button.replaceChildren(recording ? "■ " : "● ", el("span", {}, name));
    button.setAttribute("aria-label", name);
    button.setAttribute("aria-pressed", String(recording));
  };
  button.addEventListener("click", async () => {
    if (recording) save(await wire.recorded());
    else await wire.startRecording();
    recording = !recording;
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
