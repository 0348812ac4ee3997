def words(*told):
    return {"enum": [*told]}


def closed(properties, *optional):
    needed = sorted(set(properties) - set(optional))
    return {"properties": properties, "required": needed, "type": ["object"], "additionalProperties": False}


def refusals(**told):
    shown = {"401": ["no_key"], **{status[1:]: found for status, found in told.items()}}
    return {
        status: {
            "description": " or ".join(found),
            "content": {"application/json": {"schema": closed({"error": words(*found)})}},
        }
        for status, found in shown.items()
        if found
    }


def body(schema):
    return {"content": {"application/json": {"schema": schema}}}


RENTAL = {
    "anyOf": [
        closed({**ever, **note, "fee": {"const": None}})
        for ever in [dict.fromkeys(("id", "locker", "hours"), {"type": "integer"})]
        for note in ({}, {"note": {"type": "string"}})
    ]
    + [
        closed(
            {
                "id": {"type": "integer"},
                "locker": {"type": "integer"},
                "hours": {"type": "integer", "minimum": 1},
                "fee": {"type": "number"},
                "note": {"type": "string"},
            },
            "note",
        )
    ]
}
LOCKER = closed({"number": words(1, 2, 3), "size": words("small", "large"), "free": {"type": "boolean"}})
KEYED = {"security": [{"station": []}]}
THE_RENTAL = {"description": "the rental", **body(RENTAL)}

DOCUMENT = {"openapi": "3.1.1", "info": {"title": "Lockers at the station", "version": "2026"}}
DOCUMENT["components"] = {
    "securitySchemes": {"station": {"type": "apiKey", "name": "x-key", "in": "header"}},
    "parameters": {
        "id": {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 0}}
    },
}
BY_ID = [{"$ref": "#/components/parameters/id"}]
DOCUMENT["paths"] = {
    "/rentals/{id}/end": {
        "parameters": BY_ID,
        "post": {
            **KEYED,
            "responses": {"200": THE_RENTAL, **refusals(_404=["unknown_rental"], _409=["ended"])},
        },
    },
    "/rentals/{id}": {
        "get": {
            **KEYED,
            "parameters": BY_ID,
            "responses": {"200": THE_RENTAL, **refusals(_404=["unknown_rental"])},
        },
        "delete": {
            **KEYED,
            "parameters": BY_ID,
            "responses": {
                "204": {"description": "gone"},
                **refusals(_404=["unknown_rental"], _409=["not_ended"]),
            },
        },
    },
    "/rentals": {
        "post": {
            **KEYED,
            "requestBody": body(
                {
                    "type": "object",
                    "required": ["hours"],
                    "properties": {
                        "hours": {"type": "integer", "minimum": 1, "maximum": 48},
                        "size": words("small", "large"),
                        "note": {"type": "string"},
                    },
                }
            ),
            "responses": {
                "201": {**THE_RENTAL, "headers": {"location": {"schema": {"type": "string"}}}},
                **refusals(_400=["bad_rental", "bad_note"]),
                "409": {
                    "description": "taken",
                    **body(closed({"error": {"const": "none_free"}, "size": words("small", "large")})),
                },
            },
        },
    },
    "/lockers": {
        "parameters": [{"name": "size", "in": "query", "schema": words("small", "large")}],
        "get": {
            "parameters": [
                {
                    "name": "most",
                    "in": "query",
                    "required": False,
                    "schema": {"type": "integer", "default": 10, "minimum": 1, "maximum": 50},
                }
            ],
            "responses": {
                "200": {"description": "lockers", **body({"type": "array", "items": LOCKER})},
                **refusals(_400=["bad_size", "bad_most"], _401=[]),
            },
        },
    },
}
