from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Task(Base):
    __tablename__ = "tasks"
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str | None]


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
count = select(func.count(Task.id))
with Session(engine) as session:
    session.add_all([Task(state="done"), Task(state="open"), Task(state=None)])
    left = session.scalar(count.where(Task.state != "done"))
    without = session.scalar(count.where(Task.state == None))
print(left, without)
