from markupsafe import escape
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

NAMES = ("Ann", "Bob", "O'Neil")
TYPED = (*NAMES, "Eve", "' OR '1'='1", "' OR 1=1 --", "%", "A__")


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


def is_exact(find):
    """Whether find(session, name) gives the users of that name for each text that is typed."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([User(name=name) for name in NAMES])
        session.commit()
        for typed in TYPED:
            try:
                found = [user.name for user in find(session, typed)]
            except SQLAlchemyError:
                return False
            if found != [name for name in NAMES if name == typed]:
                return False
    return True


def a():
    return is_exact(lambda session, name: session.scalars(select(User).where(User.name == name)))


def b():
    return is_exact(
        lambda session, name: session.execute(text(f"SELECT * FROM users WHERE name = '{name}'"))
    )


def c():
    return is_exact(
        lambda session, name: session.execute(
            text("SELECT * FROM users WHERE name = :name"), {"name": name}
        )
    )


def d():
    return is_exact(
        lambda session, name: session.execute(
            text(f"SELECT * FROM users WHERE name = '{escape(name)}'")
        )
    )


def e():
    return is_exact(lambda session, name: session.scalars(select(User).where(User.name.like(name))))
