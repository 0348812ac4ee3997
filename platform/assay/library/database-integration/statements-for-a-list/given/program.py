from sqlalchemy import ForeignKey, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session
from sqlalchemy.orm import mapped_column, relationship, selectinload


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "authors"
    id: Mapped[int] = mapped_column(primary_key=True)
    books: Mapped[list["Book"]] = relationship()


class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add_all([Author(books=[Book(), Book()]) for _ in range(5)])
    session.commit()

sent = []


@event.listens_for(engine, "before_cursor_execute")
def count(*args):
    sent.append(args[2])


def statements(query):
    sent.clear()
    with Session(engine) as session:
        for author in session.scalars(query).unique():
            len(author.books)
    return len(sent)


eager = selectinload(Author.books)
print(statements(select(Author)), statements(select(Author).options(eager)))
