from timeit import timeit

from sqlalchemy import ForeignKey, create_engine, event, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
)


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


class Shop:
    """Its page, with the options of its select()."""

    def __init__(self, *options):
        self.options, self.sent = options, 0

    def page(self, authors):
        engine = create_engine("sqlite://")
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            names = (f"Author {number}" for number in range(authors))
            session.add_all(Author(name=name, books=[Book(), Book()]) for name in names)
            session.commit()
        self.sent = 0
        with Session(engine) as session:
            event.listen(engine, "before_cursor_execute", self.count)
            found = session.scalars(select(Author).options(*self.options)).unique()
            return [f"{author.name}: {len(author.books)}" for author in found]

    def count(self, *of_the_statement):
        self.sent += 1

    def statements(self, authors):
        self.page(authors)
        return self.sent


def tells(holds):
    """Whether the assertion holds of the good ways, and not of the mistake."""
    good = [Shop(selectinload(Author.books)), Shop(joinedload(Author.books))]
    return all(holds(shop) for shop in good) and not holds(Shop())


def a():
    return tells(lambda shop: shop.statements(authors=2) <= 5)


def b():
    return tells(lambda shop: shop.statements(authors=2) == shop.statements(authors=20))


def c():
    return tells(lambda shop: len(shop.page(authors=20)) == 20)


def d():
    return tells(lambda shop: timeit(lambda: shop.page(authors=20), number=1) < 1)
