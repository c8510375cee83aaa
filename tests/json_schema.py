"""A reader of JSON Schema, of the keywords that our schemas use."""

from __future__ import annotations

import re
from typing import Any

TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "number": int | float,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def takes(schema: Any, value: Any, root: dict[str, Any]) -> bool:
    """Whether a schema takes a value, by the keywords that our schemas use."""
    if isinstance(schema, bool):
        return schema
    if "$ref" in schema and not takes(root["$defs"][schema["$ref"].rpartition("/")[2]], value, root):
        return False
    if "anyOf" in schema and not any(takes(part, value, root) for part in schema["anyOf"]):
        return False
    if "if" in schema:
        branch = "then" if takes(schema["if"], value, root) else "else"
        if not takes(schema.get(branch, True), value, root):
            return False
    return plain(schema, value) and parts_fit(schema, value, root)


def plain(schema: dict[str, Any], value: Any) -> bool:
    """Whether a value has the type and lies within the limits of a schema."""
    kind = schema.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        return False
    if ("const" in schema and value != schema["const"]) or value not in schema.get("enum", [value]):
        return False
    if isinstance(value, str):
        date = schema.get("format") != "date" or re.fullmatch(r"\d{4}-(0\d|1[0-2])-[0-3]\d", value)
        within = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        return bool(re.search(schema.get("pattern", ""), value) and date and within)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    return True


def parts_fit(schema: dict[str, Any], value: Any, root: dict[str, Any]) -> bool:
    """Whether every item of a list and every key of a mapping fits."""
    if isinstance(value, list):
        listed = schema.get("prefixItems", [])
        items = [*listed, *[schema.get("items", True)] * (len(value) - len(listed))]
        within = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        return within and all(takes(part, item, root) for part, item in zip(items, value, strict=False))
    if not isinstance(value, dict):
        return True
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    named = schema.get("propertyNames", True)
    for key, item in value.items():
        matching = [part for pattern, part in patterns.items() if re.search(pattern, key)]
        rest = [] if matching or key in known else [schema.get("additionalProperties", True)]
        if not all(takes(part, item, root) for part in [*matching, *rest, known.get(key, True)]):
            return False
        if not takes(named, key, root):
            return False
    within = schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value))
    return within and set(schema.get("required", [])) <= set(value)
