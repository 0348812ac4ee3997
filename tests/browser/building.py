"""What stands in the house: made by the rooms' own verbs, as an organisation would over some weeks.

Marks and signed reports are made by the workers' own functions. Nobody here is real.
"""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select

from assay.accounts import actions as accounts
from assay.accounts import logos
from assay.accounts.models import Member, User
from assay.accounts.users import reclaim
from assay.assessments import actions as assessments
from assay.assessments.blueprint import Blueprint, Pool, Section
from assay.assessments.presets import PRESETS
from assay.audit.actions import Actor
from assay.bank import actions as bank
from assay.bank.commands import FOLDER
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.decisions import actions as decisions
from assay.invitations import actions as invitations
from assay.invitations import requests as before
from assay.invitations.models import Invitation
from assay.marking import queries as marking
from assay.reports import queries as reports
from assay.sittings import actions as sittings
from assay.sittings import beating, messaging
from assay.sittings import queries as sat
from assay.sittings.saving import Save
from assay.tenancy.queries import fetch, policy
from assay.tenancy.scope import LIBRARY, current, scope
from assay.testroom.keeping import keep
from tests.browser import (
    after,
    authored,
    by_hand,
    code,
    faults,
    judged,
    locking,
    operated,
    post,
    prose,
    reported,
    retaking,
)
from tests.browser.given import answer, picture
from tests.visitor import PASSWORD
from workers import tasks
from workers.mail import SmtpMailer
from workers.means import Means, Printed
from workers.press import print_signed

STAFF = {
    "owner": "Marta Lind",
    "recruiter": "Joan Pereira",
    "hiring_manager": "Ravi Menon",
    "author": "Chidi Obi",
}
NAME = "Flask developer, mid level"
LONG_NAME = (
    "Anwendungsentwicklungsfachkraft Schwerpunkt Rückendienstprogrammierung"
    " und Schnittstellenverantwortung"
)
LONG_PERSON = "Maximiliane Theodora von Hohenstein-Wittgenbach Featherstonehaugh de la Cruz"
LONG_ADDRESS = (
    "maximiliane@hohenstein-wittgenbach-featherstonehaugh.candidates-of-the-world.example"
)
RIGHT_TO_LEFT = "عبد الرحمن محمد الخطيب"
QUIET = (
    "I work with a screen reader. Please tell me whether the code questions can be answered without"
    " a mouse, and whether somebody can be called while I sit."
)
REASON = "The mean of two Angoff rounds with three senior developers."

ALARM = "You may continue after the fire alarm: your time was extended by ten minutes.\nStay calm."
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 4

REPORTED = ("Amara Okafor", "Lukas Brandt", LONG_PERSON, RIGHT_TO_LEFT)
"""Whose report is printed and signed; the others' are being made."""


def address_of(role):
    return f"{role}@northwind.example"


def knows(share):
    """Whether the question at a position is answered right, so that this share of them is."""
    return lambda position: int(position * share) > int((position - 1) * share)


MARKED = (
    # name, address, share right, verdict
    ("Amara Okafor", "amara.okafor@candidates.example", 0.95, "advance"),
    ("Lukas Brandt", "lukas.brandt@candidates.example", 0.7, None),
    ("Nguyễn Thị Minh Khai", "khai.nguyen@candidates.example", 0.55, None),
    ("Sofía Hernández-Aranburuzabala", "sofia@candidates.example", 0.2, "reject"),
    (LONG_PERSON, LONG_ADDRESS, 0.62, None),
    (RIGHT_TO_LEFT, "abdulrahman@candidates.example", 0.8, "hold"),
)


class Builder:
    """Fills one house. Everything happened before now."""

    def __init__(self, house):
        self.house = house
        self.means = Means(
            settings=house.settings,
            mailer=SmtpMailer(url=house.settings.smtp_url, mail_from=house.settings.mail_from),
            sealer=house.app.extensions["assay"].sealer,
            blobs=house.app.extensions["assay"].blobs,
            printed=self._printed,
        )
        self.means = code.with_runner(self.means, house.settings)
        self.now = clock.now()

    def _printed(self, html, result):
        return Printed(*print_signed(html, result, self.house.settings.key_folder))

    def build(self):
        with scope(LIBRARY), transaction():
            bank.import_library(FOLDER, at=self.now)
        self._neighbour()
        with scope(uuid4()):
            self._branded()
        operated.build(self)
        with scope(uuid4()):
            self._people()
            code.make_hotspot()
            code.hear_of_runner(self.means)
            self._assessments()
            for one in MARKED:
                self._marked(*one)
            faults.found(self)
            retaking.sit_again(self, knows)
            reported.make(self)
            self._under_way()

    def _neighbour(self):
        """An organisation in which nothing has happened; its owner has another one too."""
        with scope(uuid4()), transaction():
            self._open(
                "Bluefjord Analytics", "bluefjord", "sigrid@bluefjord.example", "Sigrid Dahl"
            )
        self.house.at["empty"] = "/o/bluefjord"

    def _branded(self):
        """An organisation with a colour that must be darkened, a logo, and one candidate."""
        with transaction():
            self._open("Hofmann & Töchter", "hofmann", "olga@hofmann.example", "Olga Hofmann")
        by = self._actor("owner")
        drawn = logos.read(picture())
        key = f"brands/{current()}/hofmann.png"
        self.means.blobs.put(key, drawn.png)
        with transaction():
            accounts.choose_colour("#e91e63", by=by)
            accounts.hang_logo(drawn, key=key, by=by)
        assessment_id, version = self._published("Backend developer", 45, 60, by=by)
        self._invited("Liv Åberg", "liv@x.example", version=version, by=by)
        self.house.at["hofmann"] = "/o/hofmann"
        self.house.at["hofmann-main"] = f"/o/hofmann/assessments/{assessment_id}"

    def _open(self, name, slug, email, person):
        user = accounts.register(email=email, name=person, password=PASSWORD)
        reclaim(user)
        return accounts.open_organisation(
            name=name, slug=slug, time_zone="Europe/Lisbon", user_id=user.id
        )

    def _people(self):
        house = self.house
        with transaction():
            self._open("Northwind Robotics", "northwind", address_of("owner"), STAFF["owner"])
        for role in ("recruiter", "hiring_manager", "author"):
            with transaction():
                user = accounts.register(
                    email=address_of(role), name=STAFF[role], password=PASSWORD
                )
                reclaim(user)
                session.flush()
                accounts.add_member(
                    email=user.email, name=user.name, role=role, by=self._actor("owner")
                )
        with transaction():
            by, recruiter = self._actor("owner"), self._actor("recruiter")
            accounts.invite_member(email=LONG_ADDRESS, name=LONG_PERSON, role="marker", by=by)
        house.at["member"] = f"/o/northwind/members/{recruiter.id}"
        house.at["home"] = "/o/northwind"

    def _actor(self, role):
        found = session.scalars(
            select(Member.id).join(User, User.id == Member.user_id).where(Member.role == role)
        ).first()
        return Actor(kind="member", id=found)

    def _assessments(self):
        self.main, version = self._published(NAME, 45, 60)
        self.version_id = version
        kinds = ("single", "multiple", "ordering", "fillin", "output", "scenario")
        pools = [Pool(count=1, kinds=(kind,)) for kind in kinds]
        rules = (*pools, code.the("boats-that-are-asked-for"))  # its options are long
        practice = Blueprint(
            sections=(
                Section(title="Warm-up", rules=rules[:3]),
                Section(title="In earnest", rules=rules[3:]),
                code.section(),
            )
        )
        self.practice, self.practice_version = self._published("One of each kind", 30, 50, practice)
        with transaction():
            by = self._actor("recruiter")
            unfinished = assessments.create(name=LONG_NAME, preset="mid-45", by=by)
            bare = assessments.create(name="Platform engineer", by=by)
            for role in ("hiring_manager",):
                assessments.share(self.main, member_id=self._actor(role).id, by=by)
        changed = self._changed()
        for name, one in (
            ("changed", changed), ("main", self.main), ("practice", self.practice),
            ("draft", unfinished.id), ("bare", bare.id),
        ):  # fmt: skip
            self.house.at[name] = f"/o/northwind/assessments/{one}"

    def _changed(self):
        """Published twice, and changed since: in its settings, its rules and its questions."""
        name, rules = "Backend developer, night shift", (Pool(count=4, level="mid"),)
        made, _ = self._published(
            name, 40, 60, Blueprint(sections=(Section(title="Core", rules=rules),))
        )
        more = (*rules, Pool(count=2, responsibilities=("deployment", "testing"), level="senior"))
        for minutes, cut, title in ((45, 62, "Core"), (50, 65, "In earnest")):
            with transaction():
                by = self._actor("recruiter")
                assessments.revise(
                    made, name=name, minutes=minutes, cut_score=cut, cut_reason=REASON,
                    blueprint=Blueprint(sections=(Section(title=title, rules=more),)),
                    start_by=None, finish_by=None, by=by,
                )  # fmt: skip
                if title == "Core":
                    assessments.publish(made, by=by)
        return made

    def _published(self, name, minutes, cut, blueprint=None, by=None):
        with transaction():
            by = by or self._actor("recruiter")
            made = assessments.create(name=name, by=by)
            assessments.revise(
                made.id,
                name=name,
                blueprint=blueprint or PRESETS["mid-45"].blueprint,
                minutes=minutes,
                cut_score=cut,
                cut_reason=REASON,
                ai_use="lookup",
                ai_note="Say in a comment which tool you asked, and what for.",
                start_by=None,
                finish_by=None,
                by=by,
            )
            return made.id, assessments.publish(made.id, by=by).id

    def _invited(self, name, email, *, version=None, seed=1, sent=True, by=None, **more):
        with transaction():
            version = version or self.version_id
            one = invitations.invite(
                version, name=name, email=email, by=by or self._actor("recruiter"), **more
            )
            one.invited_at = self.now - timedelta(days=3)
            paper = assessments.draw_paper(version, seed=seed)
            invitations.attach_paper(one.id, paper.id)
            token = invitations.mint_link(one.id)
            if sent:
                post.sent(one.id, email, at=self.now - timedelta(days=3))
        self.house.links[email.partition("@")[0]] = f"/sit/i/{token}"
        return one.id

    def _marked(self, name, email, share, verdict):
        invitation_id = self._invited(name, email, seed=len(name))
        sitting_id = self._sat(invitation_id, knows(share), hours=26)
        with transaction():
            sittings.submit(sitting_id, at=self.now - timedelta(hours=26, minutes=-38))
        tasks.mark_sitting(self.means, sitting_id=sitting_id)
        address = email.partition("@")[0]
        self.house.at[f"invitation:{address}"] = f"/o/northwind/invitations/{invitation_id}"
        if name in REPORTED:
            tasks.issue_report(self.means, sitting_id=sitting_id)
            with reading():
                report_id = reports.reserved_id(marking.result_of(sitting_id).id)
            self.house.at[f"report:{address}"] = f"/o/northwind/reports/{report_id}"
        if name == REPORTED[1]:
            self._asks_again(invitation_id)
        if verdict:
            with transaction():
                decisions.decide(
                    invitation_id,
                    verdict=verdict,
                    reason="Sound answers on data access; weak on deployment. Agreed with Marta.",
                    by=self._actor("hiring_manager"),
                )

    def _asks_again(self, invitation_id):
        with reading():
            sitting = sat.of_invitation(invitation_id)
        script = self.scripts[0]
        value = answer(script, right=False)
        after.ask_for_all(invitation_id, sitting, script, value=value, at=self.now)

    def _sat(self, invitation_id, knows, *, hours=0.0, last=1000):
        at = self.now - timedelta(hours=hours)
        with transaction():
            agreed = sittings.Agreed(policy=policy().number)
            sitting = sittings.start(invitation_id, agreed=agreed, at=at)
        with reading():
            scripts = marking.scripts(sitting.id)
        for script in scripts[:last]:
            save = Save(
                organisation_id=sitting.organisation_id, sitting_id=sitting.id, generation=1,
                position=script.position, seq=1, key=uuid4().hex,
                value=answer(script, right=knows(script.position)),
                at=at + timedelta(minutes=script.position),
            )  # fmt: skip
            keep(self.house.settings, save)
        self.scripts = scripts
        return sitting.id

    def _under_way(self):
        """Who has not finished, in every way of not having finished."""
        house = self.house
        tom = self._invited("Tom Whitfield", "tom@x.example", version=self.practice_version)
        prose.put_in(tom)
        locking.sit(self)
        authored.write(self)
        judged.write(self)
        sitting_id = self._sat(tom, knows(1), hours=0.2, last=2)
        with transaction():
            sittings.flag(sitting_id, position=3, on=True, at=self.now)
        self._told(sitting_id)
        house.positions = {script.kind: script.position for script in self.scripts}
        code.try_out(self.means, sitting_id, house.positions["bugfix"])
        house.at["answer"] = f"/o/northwind/invitations/{code.marked(self)}/answers/1"
        answers = f"/o/northwind/invitations/{prose.waiting(self)}/answers"
        house.at |= {"answer-pairs": f"{answers}/1", "answer-text": f"{answers}/2"}
        for name, slug in (("item-pairs", prose.PAIRS), ("item-text", prose.TEXT)):
            house.at[name] = f"/o/northwind/library/{code.item_address(slug)}"
        house.at["item-code"] = f"/o/northwind/library/{code.item_address()}"
        for slug in code.TITLES:
            house.at[f"item-{slug}"] = f"/o/northwind/library/{code.item_address(slug)}"
        tom = self._invited("Tom Whitfield", "tomtom@x.example")
        post.come_back(tom, at=self.now)
        house.at["invitation:tom"] = f"/o/northwind/invitations/{tom}"
        priya = self._invited("Priya Raman", "priya@x.example", extra_percent=25)
        with transaction():
            before.ask(priya, "more_time", percent=100, at=self.now)
            before.ask(priya, "something_else", text=QUIET, at=self.now)
        house.at["invitation:priya"] = f"/o/northwind/invitations/{priya}"
        house.at |= by_hand.put_in(self)
        self._invited("Noor de Vries", "noor@x.example", sent=False)
        self._ended("Inês Duarte", "ines@x.example")
        self._missed("Jan Kowalski", "jan@x.example")
        withdrawn = self._invited("Mei Tan", "mei@x.example")
        with transaction():
            invitations.withdraw(withdrawn, by=self._actor("recruiter"))
        with transaction():
            bare = invitations.invite(
                self.version_id, name="Ola Nordmann", email="ola@x.example",
                by=self._actor("recruiter"),
            )  # fmt: skip
            house.links["ola"] = f"/sit/i/{invitations.mint_link(bare.id)}"

    def _told(self, sitting_id):
        """A second one sits, never heard of; both are told something, one of them more."""
        kwame = self._invited("Kwame Boateng", "kwame@x.example", version=self.practice_version)
        prose.put_in(kwame)
        self._sat(kwame, knows(1), hours=0.4, last=1)
        with transaction():
            beating.beat(sat.by_id(sitting_id), at=self.now)
            by = self._actor("recruiter")
            messaging.send(self.practice, ALARM, by=by, at=self.now)
            messaging.send(self.practice, LONG_WORD, to=sitting_id, by=by, at=self.now)

    def _ended(self, name, email):
        invitation_id = self._invited(name, email, version=self.practice_version, seed=2)
        sitting_id = self._sat(invitation_id, knows(0.6), hours=2, last=3)
        with transaction():
            sittings.expire(sitting_id, at=self.now)

    def _missed(self, name, email):
        invitation_id = self._invited(name, email)
        with transaction():
            fetch(Invitation, invitation_id).start_by = self.now - timedelta(hours=30)
