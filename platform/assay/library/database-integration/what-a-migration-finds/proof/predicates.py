import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Column, DateTime, Integer, MetaData, Numeric, String, Table
from sqlalchemy import create_engine

BEFORE = {
    "customers": lambda: [Column("name", String(40))],
    "goods": lambda: [Column("title", String(40)), Column("price", Numeric, nullable=True)],
    "orders": lambda: [Column("state", String(10)), Column("placed_at", DateTime)],
}


def metadata(tables):
    made = MetaData()
    for name, columns in tables.items():
        Table(name, made, Column("id", Integer, primary_key=True), *columns())
    return made


def found(table, *columns):
    """What autogeneration makes of the models, where this table has these columns now.

    With the options that Flask-Migrate hands to Alembic.
    """

    options = flask_migrate.Migrate().alembic_ctx_kwargs
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        metadata(BEFORE).create_all(connection)
        context = MigrationContext.configure(connection, opts=options)
        after = metadata({**BEFORE, table: lambda: columns})
        told = compare_metadata(context, after)
    return [step[0] if isinstance(step, tuple) else step[0][0] for step in told]


def a():
    steps = found("customers", Column("full_name", String(40)))
    assert sorted(steps) == ["add_column", "remove_column"]
    return not steps


def b():
    title = Column("title", String(40))
    return found("goods", title, Column("price", Numeric, nullable=False)) == ["modify_nullable"]


def c():
    price = Column("price", Numeric, nullable=True)
    return found("goods", Column("title", String(80)), price) == ["modify_type"]


def d():
    price = Column("price", Numeric, nullable=True)
    return found("goods", Column("title", String(40)), price, CheckConstraint("price >= 0")) != []


def e():
    placed_at = Column("placed_at", DateTime)
    return found("orders", Column("state", String(10), server_default="new"), placed_at) != []


def f():
    placed_at = Column("placed_at", DateTime, index=True)
    return found("orders", Column("state", String(10)), placed_at) == ["add_index"]
