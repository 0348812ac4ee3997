from sqlalchemy import create_engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


def observe():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Note(text="first"))
        before = session.scalar(select(func.count()).select_from(Note))
        session.rollback()
        try:
            after = session.scalar(select(func.count()).select_from(Note))
        except SQLAlchemyError:
            after = "exception"
    return [before, after]
