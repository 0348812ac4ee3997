"""Who plays in the demo. The passwords are made for each run."""

import secrets
from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, kw_only=True)
class Person:
    name: str
    email: str
    password: str = field(default_factory=lambda: secrets.token_urlsafe(15), repr=False)


class Manner(Enum):
    """How a candidate sits: which share of the questions is answered right."""

    STRONG = "strong"
    MIDDLING = "middling"
    WEAK = "weak"
    ABSENT = "never starts"
    CLOCK = "lets the clock run out"

    def knows(self, position: int) -> bool:
        """Whether the right answer is given to this question."""
        match self:
            case Manner.STRONG | Manner.CLOCK:
                return position % 14 != 7
            case Manner.MIDDLING:
                return position % 5 < 3
            case _:
                return position % 4 == 0


@dataclass(frozen=True, kw_only=True)
class Candidate:
    name: str
    email: str
    time_zone: str
    manner: Manner
    extra_percent: int = 0


@dataclass(frozen=True)
class Cast:
    """Northwind Robotics hires; Bluefjord Analytics shares the installation and sees none of it."""

    owner: Person = field(
        default_factory=lambda: Person(name="Marta Lind", email="marta@northwind.example")
    )
    recruiter: Person = field(
        default_factory=lambda: Person(name="Joan Pereira", email="joan@northwind.example")
    )
    manager: Person = field(
        default_factory=lambda: Person(name="Ravi Menon", email="ravi@northwind.example")
    )
    neighbour: Person = field(
        default_factory=lambda: Person(name="Sigrid Dahl", email="sigrid@bluefjord.example")
    )
    sheet: tuple[Candidate, ...] = (
        Candidate(
            name="Ελένη Παπαδοπούλου",
            email="eleni@candidates.example",
            time_zone="Europe/Athens",
            manner=Manner.STRONG,
        ),
        Candidate(
            name="Maximiliane Theodora von Hohenstein-Wittgenbach Featherstonehaugh de la Cruz",
            email="maximiliane@candidates.example",
            time_zone="America/Sao_Paulo",
            manner=Manner.MIDDLING,
            extra_percent=25,
        ),
        Candidate(
            name="Priya Raman",
            email="priya@candidates.example",
            time_zone="Asia/Kolkata",
            manner=Manner.WEAK,
        ),
        Candidate(
            name="Tom Okafor",
            email="tom@candidates.example",
            time_zone="Africa/Lagos",
            manner=Manner.ABSENT,
        ),
    )
    clocked: Candidate = Candidate(
        name="Inês Duarte",
        email="ines@candidates.example",
        time_zone="Europe/Lisbon",
        manner=Manner.CLOCK,
    )

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        return (*self.sheet, self.clocked)

    def as_csv(self) -> str:
        """The recruiter's rows, as they are pasted."""
        lines = ["name,email,time_zone,extra_percent"]
        lines += [f"{c.name},{c.email},{c.time_zone},{c.extra_percent}" for c in self.sheet]
        return "\n".join(lines) + "\n"
