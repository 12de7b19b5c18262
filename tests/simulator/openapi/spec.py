"""LINE's OpenAPI files as Python objects: references followed, ``allOf`` merged, alternatives listed.

Whoever imports this is skipped where the files are not.
"""

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

Node = dict[str, Any]
METHODS = ("get", "put", "post", "delete")

_BESIDE = Path(__file__).parents[3].parent / "shared" / "reference" / "line-openapi"
FOLDER = Path(os.environ.get("LINE_OPENAPI") or _BESIDE)

if not (FOLDER / "messaging-api.yml").is_file():
    pytest.skip(
        "the double is not held against LINE's OpenAPI files, which are not here: "
        "LINE_OPENAPI=folder of github.com/line/line-openapi",
        allow_module_level=True,
    )


@dataclass(frozen=True)
class Schema:
    """One schema, whole: `name` is that of the component, or ``Owner.property`` for one inside another."""

    name: str
    node: Node = field(repr=False)
    tag: tuple[str, str] | None = None  # the property that says what it is, and what it says

    @property
    def kind(self) -> str:
        """Give the JSON type; LINE leaves it out of a few objects."""
        return str(self.node.get("type", "object"))


@dataclass(frozen=True)
class Operation:
    """A method and a path; `request` is the schema of its JSON body."""

    id: str
    method: str
    path: str
    node: Node = field(repr=False)
    request: Schema | None = field(default=None, repr=False)


class Spec:
    """One OpenAPI file."""

    def __init__(self, document: Node) -> None:
        self.document = document
        self.components: Node = document["components"]["schemas"]
        self._named: dict[str, Schema] = {}
        self._tags = {
            _last(target): (node["discriminator"]["propertyName"], key)
            for node in self.components.values()
            for key, target in node.get("discriminator", {}).get("mapping", {}).items()
        }

    def named(self, name: str) -> Schema:
        """Give a component with all that it inherits."""
        if name not in self._named:
            self._named[name] = Schema(name, self._merged(self.components[name]), self._tags.get(name))
        return self._named[name]

    def at(self, node: Node, name: str) -> Schema:
        """Give the schema of a node that may only refer to another."""
        return self.named(_last(node["$ref"])) if "$ref" in node else Schema(name, self._merged(node))

    def properties(self, schema: Schema) -> dict[str, Schema]:
        """Give the schema of every property."""
        return {
            name: self.at(node, f"{schema.name}.{name}")
            for name, node in schema.node.get("properties", {}).items()
        }

    def items(self, schema: Schema) -> Schema:
        """Give the schema of the items of an array."""
        return self.at(schema.node["items"], f"{schema.name}[]")

    def values(self, schema: Schema) -> Schema | None:
        """Give the schema of the values of a mapping; None for an object with fixed names."""
        node = schema.node.get("additionalProperties")
        return self.at(node, f"{schema.name}{{}}") if isinstance(node, dict) else None

    def kinds(self, schema: Schema) -> dict[str, Schema]:
        """Give what a schema may be, by the word that says so; nothing when it is what it is."""
        mapping = schema.node.get("discriminator", {}).get("mapping", {})
        return {key: self.named(_last(target)) for key, target in mapping.items()}

    def actual(self, schema: Schema, value: object) -> Schema:
        """Give the schema of an object that says what it is."""
        kinds = self.kinds(schema)
        if not kinds or not isinstance(value, dict):
            return schema
        return kinds.get(value.get(schema.node["discriminator"]["propertyName"], ""), schema)

    def operations(self) -> list[Operation]:
        """List every call."""
        return [
            Operation(node["operationId"], method.upper(), path, node, self._request(node))
            for path, nodes in self.document["paths"].items()
            for method, node in nodes.items()
            if method in METHODS
        ]

    def _request(self, node: Node) -> Schema | None:
        content = node.get("requestBody", {}).get("content", {}).get("application/json")
        return self.at(content["schema"], node["operationId"]) if content else None

    def _merged(self, node: Node) -> Node:
        if "allOf" not in node:
            return node
        merged: Node = {"type": "object", "properties": {}, "required": []}
        for part in (*node["allOf"], {key: value for key, value in node.items() if key != "allOf"}):
            inherited = self._merged(self.components[_last(part["$ref"])] if "$ref" in part else part)
            merged["properties"] |= inherited.get("properties", {})
            merged["required"] += inherited.get("required", [])
        return merged


@cache
def messaging() -> Spec:
    """Read the Messaging API."""
    return Spec(_read("messaging-api.yml"))


@cache
def insight() -> Spec:
    """Read the statistics."""
    return Spec(_read("insight.yml"))


@cache
def webhooks() -> Spec:
    """Read the webhooks; files older than the editing of messages have it in a file of its own."""
    document = _read("webhook.yml")
    more = FOLDER / "webhook.messageEdited.addendum.yml"
    mapping = document["components"]["schemas"]["Event"]["discriminator"]["mapping"]
    if "messageEdited" not in mapping and more.is_file():
        document["components"]["schemas"] |= _read(more.name)
        mapping["messageEdited"] = "#/components/schemas/MessageEditedEvent"
    return Spec(document)


def _read(name: str) -> Node:
    text = (FOLDER / name).read_text(encoding="utf-8")
    document: Node = yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader, but for dates)
    return document


class _Loader(yaml.SafeLoader):
    """Reads YAML as JSON would be read: what looks like a date is text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _last(reference: str) -> str:
    return reference.rsplit("/", 1)[1]
