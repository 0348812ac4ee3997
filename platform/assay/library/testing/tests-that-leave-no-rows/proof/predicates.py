import tempfile

from sqlalchemy import create_engine, event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


def sign_up(session, name):
    session.add(User(name=name))
    try:
        session.commit()
    except IntegrityError:
        session.rollback()
        return False
    return True


def names(session):
    return list(session.scalars(select(User.name)))


def engine_at(place):
    """SQLite, with transactions that begin when they are begun, as they do on PostgreSQL."""
    engine = create_engine(f"sqlite:///{place}/shop.db")

    @event.listens_for(engine, "connect")
    def leave_it_to_us(connection, record):
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection):
        connection.exec_driver_sql("BEGIN")

    Base.metadata.create_all(engine)
    return engine


def lets_both_pass(make):
    with tempfile.TemporaryDirectory() as place:
        engine = engine_at(place)

        def seen(test):
            with engine.connect() as connection:
                transaction = connection.begin()
                with make(engine, connection) as session:
                    found = test(session)
                if transaction.is_active:
                    transaction.rollback()
            return found

        first = seen(lambda s: [sign_up(s, "ann"), sign_up(s, "ann"), names(s)])
        second = seen(names)
        engine.dispose()
    return (first, second) == ([True, False, ["ann"]], [])


def joined(mode):
    return lambda engine, connection: Session(connection, join_transaction_mode=mode)


def a():
    return lets_both_pass(lambda engine, connection: Session(engine))


def b():
    return lets_both_pass(lambda engine, connection: Session(connection))


def c():
    return lets_both_pass(joined("create_savepoint"))


def d():
    return lets_both_pass(joined("control_fully"))
