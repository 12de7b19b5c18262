// Sizes, shares and places of Flex components, in the pixels of LINE's own Flex Message Simulator.
const GAPS = { none: "0px", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
const FONTS = {
  xxs: "11px", xs: "13px", sm: "14px", md: "16px", lg: "19px", xl: "22px", xxl: "29px", "3xl": "35px", "4xl": "48px", "5xl": "74px",
};
const IMAGES = {
  xxs: "40px", xs: "60px", sm: "80px", md: "100px", lg: "120px", xl: "140px", xxl: "160px",
  "3xl": "180px", "4xl": "200px", "5xl": "220px", full: "100%",
};
const BORDERS = { light: "0.5px", normal: "1px", medium: "2px", "semi-bold": "3px", bold: "4px" };
const SIDES = [["Top", "top"], ["Bottom", "bottom"], ["Start", "insetInlineStart"], ["End", "insetInlineEnd"]];

/** What `gravity`, `align` and their like are called in CSS. */
export const EDGES = { start: "flex-start", center: "center", end: "flex-end", top: "flex-start", bottom: "flex-end" };

/** Spacing, margin, padding, offset or corner radius: a keyword, or what was given. */
export const gap = (value) => GAPS[value] ?? value;

/** The width of a border. */
export const border = (value) => BORDERS[value] ?? value;

/** The width of an image. */
export const imageWidth = (value) => IMAGES[value] ?? value;

/** The size of letters or of an icon; with `scaling` it follows the person's font size. */
export function fontSize(value, scaling) {
  const scale = scaling ? "var(--font-scale, 1)" : "1";
  return `calc(${FONTS[value] ?? value} * ${scale} * var(--shrink, 1))`;
}

/** "20:13" as CSS writes it. */
export const ratio = (value) => (value ?? "1:1").replace(":", " / ");

/** Whether the children of a box stand side by side. */
export const sideways = (box) => box.layout !== "vertical";

/** The share of a child in its box: 1 by default side by side, none in a column. */
export function grow(root, spec, parent) {
  const across = sideways(parent);
  const share = spec.flex ?? (across ? 1 : 0);
  if (share === 0) root.style.flex = "0 0 auto";
  else root.style.flex = across ? `${share} 0 0px` : `${share} 0 auto`;
}

/** The space before a child: its own margin, else the spacing of its box, which the first child has not. */
export function space(root, child, parent, first) {
  const between = first || child.type === "filler" ? undefined : parent.spacing;
  const before = child.margin ?? between;
  if (!before || child.position === "absolute") return;
  root.style[sideways(parent) ? "marginInlineStart" : "marginTop"] = gap(before);
}

/** Position and offsets. */
export function place(root, spec) {
  const { style } = root;
  if (spec.position === "absolute") style.position = "absolute";
  for (const [name, css] of SIDES) {
    const value = spec[`offset${name}`];
    if (!value) continue;
    style[css] = gap(value);
    // CSS has no height to take a share of here; fit() has, once the card is drawn.
    if (value.endsWith("%") && style.position !== "absolute") root.dataset[css] = value;
  }
}
