"""The bare floor that saves are measured by: Flask, a pool, one autocommit upsert, nothing else.

No candidate, no organisation, no rule, no history: `gunicorn tests.load.floor:app`.
"""

import json
import os
import threading
from typing import Any

from flask import Flask, Response, request
from psycopg_pool import ConnectionPool

TABLE = """
create table if not exists floor_answers (
    sitting int, position int, seq bigint not null, value jsonb, saved_at timestamptz not null,
    primary key (sitting, position)
) with (fillfactor = 80);
grant select, insert, update on floor_answers to assay_app;
"""
UPSERT = """
insert into floor_answers (sitting, position, seq, value, saved_at)
values (%s, %s, %s, %s, now())
on conflict (sitting, position) do update
   set seq = excluded.seq, value = excluded.value, saved_at = excluded.saved_at
 where floor_answers.seq <= excluded.seq
returning seq
"""

app = Flask(__name__)
_opening = threading.Lock()
_pools: list[ConnectionPool[Any]] = []


def pool() -> ConnectionPool[Any]:
    with _opening:
        if not _pools:
            url = os.environ["ASSAY_DATABASE_URL"].replace("+psycopg", "")
            terms = {"autocommit": True, "prepare_threshold": 1}
            _pools.append(ConnectionPool(url, min_size=8, max_size=8, kwargs=terms, open=True))
            _pools[0].wait()
        return _pools[0]


@app.put("/answers")
def save() -> Response:
    told = json.loads(request.get_data())
    value = json.dumps(told["value"])
    with pool().connection() as connection:
        row = connection.execute(
            UPSERT, (told["sitting"], told["position"], told["seq"], value)
        ).fetchone()
    assert row is not None
    return Response(b'{"saved_seq":%d}' % row[0], mimetype="application/json")
