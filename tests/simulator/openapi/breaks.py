"""Requests that break one limit of their schema, and requests that stand just at one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.simulator.model import Json
from tests.simulator.openapi.reference import USER
from tests.simulator.openapi.spec import Node, Schema, Spec

Where = tuple[str | int, ...]
_GONE = object()
_BEYOND = {"minimum": -1, "maximum": 1}
_OF_ANOTHER_TYPE: dict[str, tuple[object, ...]] = {
    "string": (5, ["x"]),
    "integer": ("1", 1.5, True),
    "number": ("1", True),
    "boolean": ("true", 1),
    "array": ("x", {}),
    "object": ("x", []),
}


class Case(NamedTuple):
    """One value put in the place of another; `schema` owns the limit."""

    schema: str
    limit: str
    where: Where
    value: object

    def __str__(self) -> str:
        shown = "nothing" if self.value is _GONE else repr(self.value)[:40]
        return f"{dotted(self.where)}: {self.limit} of {self.schema} with {shown}"

    def body(self, right: object) -> Json:
        """Put the value into a body that was right."""
        return _object(_replaced(right, self.where, self.value))


def broken(api: Spec, schema: Schema, value: object, where: Where = ()) -> Iterator[Case]:
    """Break every limit of a value and of what it holds, one at a time."""
    if says := schema.node.get("discriminator"):
        other = {**_object(value), says["propertyName"]: "no such kind"}
        yield Case(schema.name, "discriminator", where, other)
    schema = api.actual(schema, value)
    for limit, bad in _over(schema, value):
        yield Case(schema.name, limit, where, bad)
    if isinstance(value, dict):
        for name in schema.node.get("required", []):
            yield Case(f"{schema.name}.{name}", "required", (*where, name), _GONE)
    for name, inner, part in _parts(api, schema, value):
        yield from broken(api, inner, part, (*where, name))


def at_limit(api: Spec, schema: Schema, value: object, where: Where = ()) -> Iterator[Case]:
    """Put every value that has a limit just at it."""
    schema = api.actual(schema, value)
    for limit, good in _just(schema, value):
        yield Case(schema.name, limit, where, good)
    for name, inner, part in _parts(api, schema, value):
        yield from at_limit(api, inner, part, (*where, name))


def dotted(where: Where) -> str:
    """Write a place as LINE does."""
    out = ""
    for part in where:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else part
    return out


def _parts(api: Spec, schema: Schema, value: object) -> Iterator[tuple[str | int, Schema, object]]:
    if isinstance(value, list):
        items = api.items(schema)
        yield from ((index, items, item) for index, item in enumerate(value))
    elif isinstance(value, dict):
        values, known = api.values(schema), api.properties(schema)
        yield from ((name, values or known[name], part) for name, part in value.items())


def _over(schema: Schema, value: object) -> Iterator[tuple[str, object]]:
    node = schema.node
    for other in _OF_ANOTHER_TYPE[schema.kind]:
        yield "type", other
    if "enum" in node:
        yield "enum", "no such word"
    if isinstance(value, str):
        yield from _over_text(node, value)
    if isinstance(value, list):
        if "maxItems" in node:
            yield "maxItems", value[:1] * (node["maxItems"] + 1)
        if node.get("minItems"):
            yield "minItems", []
    yield from ((limit, node[limit] + beyond) for limit, beyond in _BEYOND.items() if limit in node)


def _over_text(node: Node, value: str) -> Iterator[tuple[str, object]]:
    if "maxLength" in node:
        yield "maxLength", _stretched(value, node["maxLength"] + 1)
    if node.get("minLength"):
        yield "minLength", value[: node["minLength"] - 1]
    if "pattern" in node:
        yield "pattern", "!" * len(value)
    if node.get("format") == "uri":
        yield "format", "not a uri"


def _just(schema: Schema, value: object) -> Iterator[tuple[str, object]]:
    node = schema.node
    if isinstance(value, str) and "maxLength" in node:
        yield "maxLength", _stretched(value, node["maxLength"])
    if isinstance(value, list) and value and "maxItems" in node:
        yield "maxItems", _many(value[0], node["maxItems"])
    yield from ((limit, node[limit]) for limit in _BEYOND if limit in node)


def _many(item: object, count: int) -> list[object]:
    """Repeat an item; people are not repeated."""
    if isinstance(item, str) and re.fullmatch("U[0-9a-f]{32}", item):
        return [*(f"U{number:032x}" for number in range(count - 1)), USER]
    return [item] * count


def _stretched(value: str, length: int) -> str:
    return value + "x" * (length - len(value)) if len(value) <= length else value[:length]


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _replaced(value: object, where: Where, new: object) -> object:
    """Copy as much of a body as leads to a place, and put something else there."""
    if not where:
        return new
    first, rest = where[0], where[1:]
    if isinstance(value, list) and isinstance(first, int):
        return [*value[:first], _replaced(value[first], rest, new), *value[first + 1 :]]
    held = _object(value)
    if not rest and new is _GONE:
        return {name: part for name, part in held.items() if name != first}
    return {**held, str(first): _replaced(held.get(str(first)), rest, new)}
