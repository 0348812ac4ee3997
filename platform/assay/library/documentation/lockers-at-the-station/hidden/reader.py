"""What a document of OpenAPI 3.1 says of an operation, and whether a value fits a schema."""

import re

TYPES = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: TYPES["number"](value) and value == int(value),
}
METHODS = {"get", "put", "post", "delete", "patch", "head", "options", "trace"}


def same(one, other):
    return one == other and isinstance(one, bool) == isinstance(other, bool)


class Document:
    def __init__(self, told):
        self.told = told

    def at(self, node):
        """The node, or what it refers to."""
        for _ in range(20):
            if not isinstance(node, dict) or "$ref" not in node:
                return node
            more = {name: value for name, value in node.items() if name != "$ref"}
            found, first = self.told, node["$ref"].removeprefix("#/")
            for name in first.split("/"):
                found = found[name.replace("~1", "/").replace("~0", "~")]
            node = {"allOf": [found, more]} if set(more) & {"type", "enum", "anyOf"} else found
        raise ValueError("a reference leads to itself")

    def operations(self):
        """(method, path with the names in braces left out) -> (path, path item, operation)"""
        found = {}
        for path, item in self.told["paths"].items():
            item = self.at(item)
            for method in METHODS & set(item):
                plain = re.sub(r"\{[^}]*\}", "{}", path)
                found[method.upper(), plain] = path, item, self.at(item[method])
        return found

    def parameters(self, method, path, place):
        _, item, operation = self.operations()[method, path]
        told = [self.at(one) for one in [*item.get("parameters", []), *operation.get("parameters", [])]]
        return {one["name"]: one for one in told if one["in"] == place}

    def answers(self, method, path):
        _, _, operation = self.operations()[method, path]
        return {str(status): self.at(one) for status, one in operation["responses"].items()}

    def schema(self, method, path, status):
        """None where the answer has no body."""
        content = self.answers(method, path)[str(status)].get("content")
        return content["application/json"]["schema"] if content else None

    def body(self, method, path):
        _, _, operation = self.operations()[method, path]
        return self.at(operation["requestBody"])["content"]["application/json"]["schema"]

    def keys(self, method, path):
        """The headers that are asked for, of each way in."""
        _, _, operation = self.operations()[method, path]
        ways = operation.get("security", self.told.get("security", []))
        schemes = self.told.get("components", {}).get("securitySchemes", {})
        told = [[self.at(schemes[name]) for name in way] for way in ways]
        return [[(one["type"], one["in"], one["name"].lower()) for one in way] for way in told]

    def fits(self, value, schema):
        schema = self.at(schema)
        if isinstance(schema, bool):
            return schema
        checks = [getattr(self, f"_{name}", None) for name in schema]
        return all(
            check(value, schema[name], schema)
            for name, check in zip(schema, checks, strict=True)
            if check
        )

    def _type(self, value, told, schema):
        return any(TYPES[name](value) for name in ([told] if isinstance(told, str) else told))

    def _enum(self, value, told, schema):
        return any(same(value, one) for one in told)

    def _const(self, value, told, schema):
        return same(value, told)

    def _minimum(self, value, told, schema):
        return not TYPES["number"](value) or value >= told

    def _maximum(self, value, told, schema):
        return not TYPES["number"](value) or value <= told

    def _items(self, value, told, schema):
        return not isinstance(value, list) or all(self.fits(one, told) for one in value)

    def _properties(self, value, told, schema):
        return not isinstance(value, dict) or all(
            self.fits(value[name], one) for name, one in told.items() if name in value
        )

    def _required(self, value, told, schema):
        return not isinstance(value, dict) or set(told) <= set(value)

    def _additionalProperties(self, value, told, schema):
        if not isinstance(value, dict):
            return True
        others = [one for name, one in value.items() if name not in schema.get("properties", {})]
        return all(self.fits(one, told) for one in others)

    def _anyOf(self, value, told, schema):
        return any(self.fits(value, one) for one in told)

    def _oneOf(self, value, told, schema):
        return sum(self.fits(value, one) for one in told) == 1

    def _allOf(self, value, told, schema):
        return all(self.fits(value, one) for one in told)
