from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Boat(Base):
    __tablename__ = "boats"
    id: Mapped[int] = mapped_column(primary_key=True)
    colour: Mapped[str]


def of(colour):
    return select(Boat).where(Boat.colour == colour)


LINES = {
    "1": lambda session: session.get(Boat, 9),
    "2": lambda session: session.scalars(of("blue")).all(),
    "3": lambda session: session.scalars(of("blue")).one(),
    "4": lambda session: session.scalars(of("red")).one_or_none(),
    "5": lambda session: session.scalar(
        select(func.count()).select_from(Boat).where(Boat.colour == "blue")
    ),
}


def outcome(line, session):
    try:
        found = line(session)
    except Exception as error:
        return type(error).__name__
    if found is None:
        return "None"
    return "Boat" if isinstance(found, Boat) else found


def observe():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Boat(colour="red"), Boat(colour="red")])
        session.commit()
        return {row: outcome(line, session) for row, line in LINES.items()}
