"""Every property of every Flex component is drawn: a page that ignored one would be found here."""

from typing import TYPE_CHECKING

import pytest

from bot.simulator import shot
from tests.simulator import drawing
from tests.simulator.drawing_gallery import BASES, CASES, OMITTED

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = pytest.fixture(scope="module", name="page")(drawing.cards)

_PLACE = "margin position offsetTop offsetBottom offsetStart offsetEnd"
_LETTERS = "size color weight style decoration"
# The names in LINE's OpenAPI (schemas Flex*), less `type`.
PROPERTIES = {
    "bubble": "direction styles header hero body footer size action",
    "carousel": "contents",
    "block style": "backgroundColor separator separatorColor",
    "box": f"layout flex contents spacing {_PLACE} backgroundColor borderColor borderWidth cornerRadius "
    "width maxWidth height maxHeight paddingAll paddingTop paddingBottom paddingStart paddingEnd action "
    "justifyContent alignItems background",
    "gradient": "angle startColor endColor centerColor centerPosition",
    "button": f"flex color style action gravity {_PLACE} height adjustMode scaling",
    "image": f"url flex {_PLACE} align gravity size aspectRatio aspectMode backgroundColor action animated",
    "video": "url previewUrl altContent aspectRatio action",
    "icon": f"url size aspectRatio {_PLACE} scaling",
    "text": f"flex text {_LETTERS} align gravity wrap lineSpacing {_PLACE} action maxLines contents "
    "adjustMode scaling",
    "span": f"text {_LETTERS}",
    "separator": "margin color",
    "filler": "flex",
}

# What a person sees or can reach, without the names of classes: places, looks, pictures, taps.
SEEN = """
async (cards) => {
  const LOOKS = [
    "backgroundColor", "backgroundImage", "borderTopColor", "borderTopWidth", "borderRadius", "color",
    "direction", "fontSize", "fontStyle", "fontWeight", "objectFit", "textAlign",
    "textDecorationLine", "cursor",
  ];
  const OWN = ["src", "poster", "aria-label", "hidden", "width", "height"];
  const seen = (node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    const place = [left, top, width, height].map((value) => value.toFixed(1));
    const look = getComputedStyle(node);
    const own = OWN.map((name) => node.getAttribute(name));
    const words = node.childElementCount ? "" : node.textContent;
    return [node.tagName, ...place, ...LOOKS.map((name) => look[name]), ...own, words].join("|");
  };
  const found = [];
  for (const card of cards) {
    await window.showCard(card, { scale: 1.5 });
    const all = () => [...document.querySelectorAll("#card *")].map(seen).join("\\n");
    const before = all();
    document.querySelector("#card video")?.dispatchEvent(new Event("error"));
    found.push(before + all());
  }
  return found;
}
"""


def test_the_gallery_has_every_property_that_line_documents() -> None:
    assert {kind: set(cases) for kind, cases in CASES.items()} == {
        kind: set(names.split()) for kind, names in PROPERTIES.items()
    }


@pytest.mark.parametrize("kind", sorted(CASES))
def test_every_value_of_every_property_is_seen_and_its_default_is_as_without_it(
    page: "Page", kind: str
) -> None:
    wrong = []
    for name, case in CASES[kind].items():
        optional = name not in BASES[kind] and name not in case.beside
        default = case.card(BASES[kind], name, case.default)
        drawn = [default, *(case.card(BASES[kind], name, value) for value in case.others)]
        assert [line for card in drawn for line in shot.complaints(card)] == []
        if optional:
            drawn.append(case.card(BASES[kind], name, OMITTED))
        seen = page.evaluate(SEEN, drawn)
        if optional and seen.pop() != seen[0]:
            wrong.append(f"{name}: {case.default} is not as without it")
        values = [case.default, *case.others]
        wrong += [
            f"{name}: {value} looks like {values[seen.index(seen[place])]}"
            for place, value in enumerate(values)
            if seen.index(seen[place]) != place
        ]

    assert not wrong, "\n".join(wrong)
