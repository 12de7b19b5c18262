// The face that stands for LINE's emoji and stickers, whose pictures are not ours to show.
const SVG = "http://www.w3.org/2000/svg";
const LINES = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 9.5v1M15 9.5v1M8 14c1 2 2.5 2.6 4 2.6s3-.6 4-2.6";

/** Draw a smiling face, as large as the letters around it. */
export function smile() {
  const root = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", LINES);
  root.setAttribute("viewBox", "0 0 24 24");
  root.setAttribute("class", "smile");
  root.setAttribute("aria-hidden", "true");
  root.append(path);
  return root;
}
