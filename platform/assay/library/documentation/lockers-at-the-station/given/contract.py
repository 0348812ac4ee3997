RENTAL = {"$ref": "#/components/schemas/Rental"}
ERROR = {"$ref": "#/components/schemas/Error"}
NUMBER = {"name": "number", "in": "path", "required": True, "schema": {"type": "string"}}


def answer(words, schema):
    return {"description": words, "content": {"application/json": {"schema": schema}}}


DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Lockers", "version": "1"},
    "paths": {
        "/lockers": {
            "get": {
                "parameters": [
                    {"name": "size", "in": "query", "schema": {"type": "string"}},
                    {"name": "limit", "in": "query", "schema": {"type": "integer", "default": 20}},
                ],
                "responses": {
                    "200": answer(
                        "the lockers",
                        {"type": "array", "items": {"$ref": "#/components/schemas/Locker"}},
                    ),
                },
            },
        },
        "/rentals": {
            "post": {
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "properties": {
                                    "size": {"enum": ["small", "large"]},
                                    "hours": {"type": "integer"},
                                },
                                "required": ["size"],
                            },
                        },
                    },
                },
                "responses": {"200": answer("the rental", RENTAL), "400": answer("bad", ERROR)},
            },
        },
        "/rentals/{number}": {
            "get": {"parameters": [NUMBER], "responses": {"200": answer("the rental", RENTAL)}},
        },
        "/rentals/{number}/close": {
            "put": {"parameters": [NUMBER], "responses": {"204": {"description": "ended"}}},
        },
    },
    "components": {
        "schemas": {
            "Locker": {
                "type": "object",
                "properties": {"number": {"type": "integer"}, "size": {"type": "string"}},
            },
            "Rental": {
                "type": "object",
                "properties": {
                    "id": {"type": "integer"},
                    "locker": {"type": "integer"},
                    "hours": {"type": "integer"},
                    "fee": {"type": "number"},
                    "note": {"type": "string"},
                },
                "required": ["id", "locker", "hours", "fee", "note"],
            },
            "Error": {"type": "object", "properties": {"error": {"type": "string"}}},
        },
    },
}
