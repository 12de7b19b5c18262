"""JSON Schema made of OpenAPI's: what says what it is, is held to that; nothing unknown is let through."""

from datetime import datetime
from functools import cache
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker

from tests.simulator.openapi.spec import Node, Schema, Spec

_KEPT = ("enum", "pattern", "format", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems")
_formats = FormatChecker(formats=())


@_formats.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@_formats.checks("uri", raises=ValueError)
def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme)


def faults(api: Spec, schema: Schema, value: object) -> list[str]:
    """Say where a value is not what its schema says; nothing when it is."""
    whole = {**_converted(api, schema), "$defs": _components(api)}
    judge = Draft202012Validator(whole, format_checker=_formats)
    return [f"{error.json_path}: {error.message}" for error in judge.iter_errors(value)]


@cache
def _components(api: Spec) -> Node:
    return {name: _converted(api, api.named(name)) for name in api.components}


def _converted(api: Spec, schema: Schema) -> Node:
    node = schema.node
    if api.kinds(schema):
        return _one_of(api, schema)
    made: Node = {key: node[key] for key in _KEPT if key in node}
    made["type"] = [schema.kind, "null"] if node.get("nullable") else schema.kind
    if schema.kind == "array":
        made["items"] = _reference(api, api.items(schema))
    if schema.kind == "object":
        inner = {name: _reference(api, part) for name, part in api.properties(schema).items()}
        if schema.tag:
            inner[schema.tag[0]] = {"const": schema.tag[1]}
        values = api.values(schema)
        made["properties"], made["required"] = inner, node.get("required", [])
        made["additionalProperties"] = _reference(api, values) if values else False
    return made


def _one_of(api: Spec, schema: Schema) -> Node:
    tag = schema.node["discriminator"]["propertyName"]
    kinds = api.kinds(schema)
    choices = [
        {"if": {"properties": {tag: {"const": key}}}, "then": {"$ref": f"#/$defs/{kind.name}"}}
        for key, kind in kinds.items()
    ]
    return {"type": "object", "required": [tag], "properties": {tag: {"enum": [*kinds]}}, "allOf": choices}


def _reference(api: Spec, schema: Schema) -> Node:
    if schema.name in api.components:
        return {"$ref": f"#/$defs/{schema.name}"}
    return _converted(api, schema)
