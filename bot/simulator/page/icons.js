// The drawings on the buttons. Each is one path in a square of 24, drawn with the colour of the text.
const PATHS = {
  back: "M15 4 7 12l8 8",
  beside: "M4 5h16v14H4zM12 5v14",
  camera: "M4 8h3l2-3h6l2 3h3v11H4zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2",
  close: "M6 6l12 12M18 6 6 18",
  down: "M6 9l6 6 6-6",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  keyboard: "M3 6h18v12H3zM6.5 10h.1M10 10h.1M13.5 10h.1M17 10h.1M8 14h8",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M6 12h.1M12 12h.1M18 12h.1",
  moon: "M19 14.5A8 8 0 0 1 9.5 5 8 8 0 1 0 19 14.5",
  panel: "M4 5h16v14H4zM14 5v14",
  photo: "M4 5h16v14H4zM4 16l4-4 4 4 3-3 5 5M9 9h.1",
  place: "M12 21s7-6.5 7-11.5a7 7 0 0 0-14 0C5 14.5 12 21 12 21M12 7.5a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4",
  plus: "M12 5v14M5 12h14",
  record: "M12 6a6 6 0 1 0 0 12 6 6 0 0 0 0-12M12 11.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1",
  send: "M4 12 20 4l-4 16-4-7zM12 13l8-9",
  sticker: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 10h.1M15 10h.1M8 14c1 2 2.5 2.5 4 2.5s3-.5 4-2.5",
  stop: "M8 8h8v8H8z",
  up: "M6 15l6-6 6 6",
};
const SVG = "http://www.w3.org/2000/svg";

/** Draw an icon; the button around it carries the name. */
export function icon(name) {
  const root = document.createElementNS(SVG, "svg");
  for (const [key, value] of [["viewBox", "0 0 24 24"], ["class", "icon"], ["aria-hidden", "true"], ["focusable", "false"]]) {
    root.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  root.append(path);
  return root;
}
