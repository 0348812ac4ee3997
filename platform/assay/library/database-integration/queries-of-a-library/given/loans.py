from datetime import date

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, func, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class Member(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    mail: Mapped[str | None]
    loans: Mapped[list["Loan"]] = relationship(back_populates="member")


class Loan(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str]
    due: Mapped[date]
    returned: Mapped[date | None]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    member: Mapped[Member | None] = relationship(back_populates="loans")


def members_without_mail():
    return db.session.scalars(select(Member).where(Member.mail is None)).all()


def members_with(text):
    """Members whose name holds the text, whatever characters it has."""
    return db.session.scalars(select(Member).where(Member.name.contains(text))).all()


def members_who_borrowed():
    """Members with a loan, each of them once."""
    return db.session.scalars(select(Member).join(Member.loans)).all()


def members_who_never_borrowed():
    borrowers = select(Loan.member_id)
    return db.session.scalars(select(Member).where(Member.id.not_in(borrowers))).all()


def loans_of_each():
    """(name, number of loans) of every member."""
    counted = select(Member.name, func.count(Loan.id)).outerjoin(Member.loans)
    return db.session.execute(counted.group_by(Member.id)).all()


def loans_in_order(most):
    """As many loans as that, those that are due first."""
    return db.session.scalars(select(Loan).limit(most).order_by(Loan.due, Loan.id)).all()


def loans_that_are_late(day):
    """Loans that were due before the day and are not returned."""
    late = (Loan.due < day) & (Loan.returned == None)
    return db.session.scalars(select(Loan).where(late)).all()


def loans_not_returned_on(day):
    """All loans, but for those that were returned on this day."""
    return db.session.scalars(select(Loan).where(Loan.returned != day)).all()


def returned_and_all():
    """(number of returned loans, number of loans)"""
    return db.session.execute(select(func.count(Loan.returned), func.count())).one()


def take_back(member, day):
    """Everything that this member still has is returned on this day."""
    own = update(Loan).where(Loan.member_id == member.id, Loan.returned.is_(None))
    db.session.execute(own.values(returned=day))
    db.session.commit()


def remove(member):
    """The member goes; the loans stay, without a member."""
    db.session.delete(member)
    db.session.commit()
