from sqlalchemy import CheckConstraint, create_engine, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.exc import StaleDataError

WANTED = 2


def model(*, checked=False, versioned=False):
    class Base(DeclarativeBase):
        pass

    class Show(Base):
        __tablename__ = "shows"
        __table_args__ = (CheckConstraint("seats >= 0"),) if checked else ()
        id: Mapped[int] = mapped_column(primary_key=True)
        seats: Mapped[int]
        version: Mapped[int] = mapped_column(default=1)
        __mapper_args__ = {"version_id_col": version} if versioned else {}

    return Show


def subtracted_here(show):
    return show.seats - WANTED


def subtracted_there(show):
    return type(show).seats - WANTED


def as_it_is(seats, *, refreshed=False):
    """A sale by these lines, which stops where all is read and nothing is written."""

    def sale(session, show_class):
        show = session.get(show_class, 1)
        if refreshed:
            session.refresh(show)
        if show.seats < WANTED:
            yield False
        yield True
        show.seats = seats(show)
        session.commit()
        yield True

    return sale


def in_one_step(session, show):
    yield True
    enough = update(show).where(show.id == 1, show.seats >= WANTED)
    changed = session.execute(enough.values(seats=show.seats - WANTED)).rowcount
    session.commit()
    yield changed == 1


def sells_once(sale, show):
    """Whether one of two sales, each of which has read before the other writes, comes off."""
    engine = create_engine("sqlite:///shows.db")
    show.metadata.drop_all(engine)
    show.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(show(id=1, seats=WANTED))
        session.commit()
    with Session(engine) as first, Session(engine) as second:
        sales = [sale(first, show), sale(second, show)]
        assert [next(one) for one in sales] == [True, True]
        return sorted(comes_off(one) for one in sales) == [False, True]


def comes_off(sale):
    try:
        return next(sale)
    except (IntegrityError, StaleDataError):
        return False


def a():
    return sells_once(in_one_step, model())


def b():
    return sells_once(as_it_is(subtracted_here), model(checked=True))


def c():
    return sells_once(as_it_is(subtracted_there), model())


def d():
    return sells_once(as_it_is(subtracted_here), model(versioned=True))


def e():
    return sells_once(as_it_is(subtracted_here, refreshed=True), model())


def f():
    return sells_once(as_it_is(subtracted_there), model(checked=True))
