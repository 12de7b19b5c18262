"""Objects made of schemas: the least and the most that LINE takes.

A `turn` is a number out of which every choice is read: going through the turns tries every alternative.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from bot.simulator.model import Json
from tests.simulator.openapi import reference
from tests.simulator.openapi.reference import ABSENT
from tests.simulator.openapi.spec import Schema, Spec

# Enough for every alternative inside of every other (the sizes of bubbles are seven, the layouts three, …).
TURNS = 84
_LAYOUTS = 3
_DEEPEST = 1
# Where a component stands that may not stand anywhere.
_CARDS = {
    "icon": '{"body": {"layout": "baseline", "contents": [{"type": "filler"}, 0]}}',
    "span": '{"body": {"contents": [{"type": "text", "contents": [0]}]}}',
    "video": '{"hero": 0}',
}


class Builder:
    """Writes objects of one file's schemas, and remembers in `used` what it has tried."""

    def __init__(self, api: Spec, values: Mapping[str, Sequence[object]] | None = None) -> None:
        """Take `values` before those of the reference: ids that exist, tokens that are fresh."""
        self.api = api
        self.values = {**reference.VALUES, **(values or {})}
        self.used: set[str] = set()

    def messages(self, turns: int = TURNS) -> Iterator[Json]:
        """Make every kind of message, from the least to the most that it may hold."""
        kinds = self.api.kinds(self.api.named("Message"))
        yield from (self.build(schema, full=False) for schema in kinds.values())
        yield from self._cards(turns // 2)
        for schema in kinds.values():
            yield from (self.build(schema, turn) for turn in range(turns))

    def _cards(self, turns: int) -> Iterator[Json]:
        """Make a small card around every component of Flex messages."""
        card = self.build(self.api.named("FlexMessage"), full=False)
        for kind, schema in self.api.kinds(self.api.named("FlexComponent")).items():
            places = _CARDS.get(kind, '{"body": {"contents": [{"type": "separator"}, 0]}}')
            for turn in range(turns):
                made = self.build(schema, turn, depth=_DEEPEST)
                yield {**card, "contents": _into(card["contents"], json.loads(places), made)}

    def build(
        self, schema: Schema, turn: int = 0, *, full: bool = True, depth: int = 0, labelled: bool = True
    ) -> Json:
        """Make an object with all properties, or only with those it needs."""
        made: Json = {}
        if schema.tag:
            made[schema.tag[0]] = schema.tag[1]
        needed = self._needed(schema, labelled=labelled)
        for name, inner in self.api.properties(schema).items():
            if name in made or not (full or name in needed):
                continue
            value = self._property(schema, name, inner, turn, full=full, depth=depth)
            if value is not ABSENT:
                self.used.add(f"{schema.name}.{name}")
                made[name] = value
        return made

    def _needed(self, schema: Schema, *, labelled: bool) -> set[str]:
        action = "label" in self.api.properties(schema) and schema.name.endswith("Action")
        return {
            *schema.node.get("required", []),
            *reference.NEEDED.get(schema.name, ()),
            *(["label"] if action and labelled and "Imagemap" not in schema.name else []),
        }

    def _property(  # noqa: PLR0913 (where a value stands)
        self, owner: Schema, name: str, schema: Schema, turn: int, *, full: bool, depth: int
    ) -> object:
        place = f"{owner.name}.{name}"
        options = self.values.get(place) or self.values.get(name)
        if not full:
            options = reference.LEAST_VALUES.get(place, options)
        if options:
            return self._chosen(schema, options, turn)
        if self.api.kinds(schema):
            kinds = self._kinds(place, schema)
            chosen = self.api.kinds(schema)[kinds[turn % len(kinds)]]
            labelled = owner.name in reference.LABELLED and name != "defaultAction"
            return self.build(chosen, turn // len(kinds), full=full, depth=depth, labelled=labelled)
        if schema.kind == "array":
            return self._array(place, schema, turn, full=full, depth=depth)
        if values := self.api.values(schema):
            parts = self.api.kinds(values).values()
            return {key: self.build(part, turn) for key, part in zip("ab", parts, strict=True)}
        if schema.node.get("properties"):
            deeper = depth + (owner.name == "FlexBox")
            return self.build(schema, turn, full=full, depth=deeper)
        return self._scalar(schema, turn)

    def _array(self, place: str, schema: Schema, turn: int, *, full: bool, depth: int) -> list[object]:
        items = self.api.items(schema)
        if not full and place in reference.MAY_BE_EMPTY:
            return []
        if place == "FlexCarousel.contents":
            # Only the first four sizes: the others come with a video, which a carousel may not hold.
            return [self.build(items, 7 * turn + turn % 4, full=full)]
        if not self.api.kinds(items):
            return [
                self._property(items, "", items, turn, full=full, depth=depth)
                for _ in range(reference.COUNTS.get(place, 1))
            ]
        kinds = self._kinds(place, items)
        if place == "FlexBox.contents":
            turn, layout = divmod(turn, _LAYOUTS)
            kinds = self._components(layout, depth)
        count = reference.COUNTS.get(place, len(kinds)) if full else reference.LEAST.get(place, 1)
        found = self.api.kinds(items)
        return [
            self.build(
                found[kinds[(turn + number if count < len(kinds) else number) % len(kinds)]],
                turn,
                full=full,
                depth=depth + 1,
            )
            for number in range(count)
        ]

    def _components(self, layout: int, depth: int) -> Sequence[str]:
        if self.api.properties(self.api.named("FlexBox"))["layout"].node["enum"][layout] == "baseline":
            return reference.BASELINE_COMPONENTS
        return reference.COMPONENTS if depth < _DEEPEST else ("separator", "filler")

    def _kinds(self, place: str, schema: Schema) -> Sequence[str]:
        actions = reference.OTHER_ACTIONS if schema.name == "Action" else None
        return reference.KINDS.get(place) or actions or [*self.api.kinds(schema)]

    def _scalar(self, schema: Schema, turn: int) -> object:
        node = schema.node
        options: Sequence[object] = node.get("enum") or {
            "boolean": [True, False],
            "integer": [node.get("minimum", 1)],
            "number": [1.5],
        }.get(schema.kind, [reference.URL if node.get("format") == "uri" else "x"])
        return self._chosen(schema, options, turn)

    def _chosen(self, schema: Schema, options: Sequence[object], turn: int) -> object:
        value = options[turn % len(options)]
        self.used.add(f"{schema.name}={value}")
        return value


def _into(held: object, places: object, made: Json) -> object:
    """Lay `made` into an object where `places` has a nought."""
    if places == 0:
        return made
    if isinstance(places, list):
        return [_into({}, place, made) for place in places]
    if isinstance(places, dict) and isinstance(held, dict):
        return {**held, **{name: _into(held.get(name, {}), place, made) for name, place in places.items()}}
    return places


def everything(api: Spec, *roots: str) -> set[str]:
    """Name every property and every word that is reached from some schemas, as `Builder.used` does."""
    found: set[str] = set()
    seen: set[str] = set()
    left = [api.named(root) for root in roots]
    while left:
        schema = left.pop()
        if schema.name in seen:
            continue
        seen.add(schema.name)
        found.update(f"{schema.name}={word}" for word in schema.node.get("enum", []))
        inner = api.properties(schema)
        if not api.kinds(schema):
            tag = schema.tag[0] if schema.tag else None
            found.update(f"{schema.name}.{name}" for name in inner if name != tag)
        left += [*api.kinds(schema).values(), *inner.values()]
        left += [api.items(schema)] if schema.kind == "array" else []
        left += [values] if (values := api.values(schema)) else []
    return found
