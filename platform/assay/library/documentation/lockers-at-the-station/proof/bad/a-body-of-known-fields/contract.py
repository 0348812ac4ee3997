"""Believes that a field which is not listed is refused."""

RENTAL = {"$ref": "#/components/schemas/Rental"}
ERROR = {"$ref": "#/components/schemas/Error"}
NUMBER = {"name": "number", "in": "path", "required": True, "schema": {"type": "integer"}}
SIZE = {"type": "string", "enum": ["small", "large"]}
WORDS = ["no_key", "bad_size", "bad_most", "bad_rental", "bad_note", "unknown_rental", "ended", "not_ended"]


def fields(optional=(), **known):
    return {
        "type": "object",
        "properties": known,
        "required": [name for name in known if name not in optional],
        "additionalProperties": False,
    }


def answer(words, schema):
    return {"description": words, "content": {"application/json": {"schema": schema}}}


NO_KEY, UNKNOWN = answer("no key", ERROR), answer("there is no such rental", ERROR)
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Lockers", "version": "2"},
    "security": [{"key": []}],
    "paths": {
        "/lockers": {
            "get": {
                "security": [],
                "parameters": [
                    {"name": "size", "in": "query", "schema": SIZE},
                    {
                        "name": "most",
                        "in": "query",
                        "schema": {"type": "integer", "minimum": 1, "maximum": 50, "default": 10},
                    },
                ],
                "responses": {
                    "200": answer(
                        "the lockers",
                        {"type": "array", "items": {"$ref": "#/components/schemas/Locker"}},
                    ),
                    "400": answer("a size or a number that can't be", ERROR),
                },
            },
        },
        "/rentals": {
            "post": {
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "properties": {
                                    "size": {**SIZE, "default": "small"},
                                    "hours": {"type": "integer", "minimum": 1, "maximum": 48},
                                    "note": {"type": "string"},
                                },
                                "required": ["hours"],
                                "additionalProperties": False,
                            },
                        },
                    },
                },
                "responses": {
                    "201": {
                        **answer("the rental", RENTAL),
                        "headers": {"Location": {"schema": {"type": "string"}}},
                    },
                    "400": answer("this can't be rented", ERROR),
                    "401": NO_KEY,
                    "409": answer(
                        "none is free", fields(error={"type": "string", "enum": ["none_free"]}, size=SIZE)
                    ),
                },
            },
        },
        "/rentals/{number}": {
            "parameters": [NUMBER],
            "get": {
                "responses": {"200": answer("the rental", RENTAL), "401": NO_KEY, "404": UNKNOWN},
            },
            "delete": {
                "responses": {
                    "204": {"description": "it is forgotten"},
                    "401": NO_KEY,
                    "404": UNKNOWN,
                    "409": answer("it goes on", ERROR),
                },
            },
        },
        "/rentals/{number}/end": {
            "post": {
                "parameters": [NUMBER],
                "responses": {
                    "200": answer("the rental", RENTAL),
                    "401": NO_KEY,
                    "404": UNKNOWN,
                    "409": answer("it has ended already", ERROR),
                },
            },
        },
    },
    "components": {
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        "schemas": {
            "Locker": fields(number={"type": "integer"}, size=SIZE, free={"type": "boolean"}),
            "Rental": fields(
                ["note"],
                id={"type": "integer"},
                locker={"type": "integer"},
                hours={"type": "integer"},
                fee={"type": ["number", "null"]},
                note={"type": "string"},
            ),
            "Error": fields(error={"type": "string", "enum": WORDS}),
        },
    },
}
