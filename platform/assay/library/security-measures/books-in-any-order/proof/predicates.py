from flask import Flask, request
from sqlalchemy import create_engine, literal, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

ROWS = (("Anthem", 1938, 3), ("Beloved", 1987, 1), ("Chess Story", 1942, 2))
BY_TITLE = ["Anthem", "Beloved", "Chess Story"]
BY_YEAR = ["Anthem", "Chess Story", "Beloved"]
OTHERS = ("", "cost", "cost DESC", "metadata", "pages", "1; DROP TABLE books", "title DESC")


class Base(DeclarativeBase):
    pass


class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    year: Mapped[int]
    cost: Mapped[int]


def sorts(by):
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    app = Flask("shop")
    app.logger.disabled = True
    with Session(engine) as session:
        # last first: without an order they would come like this
        session.add_all(Book(title=t, year=y, cost=c) for t, y, c in reversed(ROWS))
        session.commit()

        @app.get("/books")
        def books():
            sort = request.args.get("sort", "title")
            return [book.title for book in session.scalars(select(Book).order_by(by(sort)))]

        def answer(sort):
            response = app.test_client().get("/books", query_string={"sort": sort})
            return response.json if response.status_code == 200 else response.status_code

        others = [answer(sort) for sort in OTHERS]
        return (answer("title"), answer("year")) == (BY_TITLE, BY_YEAR) and all(
            other == BY_TITLE for other in others
        )


def a():
    return sorts(lambda sort: getattr(Book, sort) if hasattr(Book, sort) else Book.title)


def b():
    return sorts(lambda sort: {"title": Book.title, "year": Book.year}.get(sort, Book.title))


def c():
    return sorts(lambda sort: text(sort if sort.isidentifier() else "title"))


def d():
    return sorts(lambda sort: literal(sort))
