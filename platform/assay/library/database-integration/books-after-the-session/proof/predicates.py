from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session
from sqlalchemy.orm import mapped_column, relationship, selectinload
from sqlalchemy.orm.exc import DetachedInstanceError


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "authors"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    books: Mapped[list["Book"]] = relationship()


class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))


def is_printed(before_return=None, *, options=(), **settings):
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Author(name="Ann", books=[Book(), Book()]))
        session.commit()

    def author_of(id):
        with Session(engine, **settings) as session:
            author = session.get(Author, id, options=options)
            if before_return:
                before_return(session, author)
            return author

    author = author_of(1)
    try:
        return (author.name, len(author.books)) == ("Ann", 2)
    except DetachedInstanceError:
        return False


def a():
    return is_printed(options=[selectinload(Author.books)])


def b():
    return is_printed(lambda session, author: session.refresh(author))


def c():
    return is_printed(lambda session, author: session.expunge(author))


def d():
    return is_printed(expire_on_commit=False)
