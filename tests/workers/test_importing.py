"""Files of people become invitations: once each, part by part, whatever dies in between."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from assay.assessments import actions as assessments
from assay.core import clock
from assay.core.db import reading, session, transaction
from assay.core.errors import Conflict, NotFound
from assay.core.storage import FolderBlobs
from assay.decisions.models import CandidateNote, CandidateTag, Tagging
from assay.events.models import OutboxRow
from assay.invitations import actions, importing
from assay.invitations.files import opened
from assay.invitations.models import Accommodation, Candidate, Import, Invitation
from assay.tenancy.scope import scope
from tests.assessments.bench import Bench
from workers import importing as tasks

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
COLUMNS = ["email", "name", "tags", "note", "extra_minutes"]


@pytest.fixture
def bench(app):
    with Bench(app) as bench, clock.frozen(NOON):
        bench.make_item()
        bench.version = bench.published()
        yield bench


@pytest.fixture
def means(settings, roles, tmp_path):
    told = replace(settings, relay_database_url=roles.relay)
    return SimpleNamespace(settings=told, blobs=FolderBlobs(tmp_path))


@pytest.fixture
def bring(bench, means):
    """bring(*rows): a file of these rows, its columns said; the import's id."""

    def bring(*rows, columns=COLUMNS):
        data = "\n".join(["E-mail,Name,Tags,Note,Minutes", *rows]).encode()
        import_id = uuid4()
        means.blobs.put(importing.blobs_of(import_id).file, data)
        file = opened(data)
        with transaction():
            importing.begin(
                import_id, bench.version.id, file_name="C:\\people.csv", look=file.look,
                headings=file.headings, first=list(islice(file.rows, 1)), by=bench.by,
            )  # fmt: skip
            importing.map_columns(import_id, columns, by=bench.by)
        return import_id

    return bring


@pytest.fixture
def checked(bring, means):
    def checked(*rows):
        import_id = bring(*rows)
        tasks.check_import(means, import_id=import_id)
        return import_id

    return checked


@pytest.fixture
def confirmed(bench, checked):
    def confirmed(*rows):
        import_id = checked(*rows)
        with transaction():
            importing.confirm(import_id, by=bench.by)
        return import_id

    return confirmed


def people(number):
    return [f"p{n:04}@x.example,Person {chr(97 + n % 26)}" for n in range(number)]


def stands(import_id):
    with reading():
        return importing.by_id(import_id)


def count(table):
    with reading():
        return session.scalar(select(func.count()).select_from(table))


def asked_for(name):
    with reading():
        query = select(func.count()).where(OutboxRow.name == name)
        return session.scalar(query)


def test_a_file_is_looked_at_and_nobody_is_invited_yet(bench, checked):
    with transaction():
        actions.invite(bench.version.id, name="Known", email="known@x.example", by=bench.by)
    rows = ("a@x.example,Ada", "KNOWN@x.example,Known", "nobody,No", "a@x.example,Again")
    found = stands(checked(*rows))
    assert found.state == "checked"
    assert (found.fine, found.known, found.faulty, found.twice) == (1, 1, 1, 1)
    assert found.file_name == "people.csv"
    assert count(Invitation) == 1


def test_the_people_of_a_file_are_invited_with_all_that_it_says(bench, confirmed, means):
    import_id = confirmed(
        'a@x.example,Ada,"Fair, second",Met at the stand.,30', "b@x.example,Bo,fair,,"
    )
    tasks.run_import(means, import_id=import_id)
    found = stands(import_id)
    assert (found.state, found.taken, found.invited, found.sample) == ("done", 2, 2, [])
    with reading():
        assert session.scalars(select(Accommodation.extra_minutes)).all() == [30]
        assert session.scalars(select(CandidateNote.text)).all() == ["Met at the stand."]
        names = session.scalars(select(CandidateTag.name).order_by(CandidateTag.name_lower))
        assert [name.lower() for name in names] == ["fair", "second"]
    assert count(Tagging) == 3
    assert asked_for("CandidateInvited") == 2
    assert sorted(bench.noted("import", import_id)) == [
        "import.begin", "import.check", "import.confirm", "import.finish", "import.map",
    ]  # fmt: skip


def test_the_files_are_gone_once_everyone_is_invited_but_the_list_of_the_left_out(confirmed, means):
    import_id = confirmed("a@x.example,Ada", "nobody,No")
    tasks.run_import(means, import_id=import_id)
    keys = importing.blobs_of(import_id)
    for key in (keys.file, keys.people):
        with pytest.raises(NotFound):
            means.blobs.get(key)
    assert b"nobody" in means.blobs.get(keys.wrong)


def test_who_came_first_meanwhile_is_left_as_they_were(bench, confirmed, means):
    import_id = confirmed("a@x.example,Ada,,,30", "b@x.example,Bo")
    with transaction():
        actions.invite(bench.version.id, name="Ada", email="A@x.example", by=bench.by)
    tasks.run_import(means, import_id=import_id)
    assert (stands(import_id).taken, stands(import_id).invited) == (2, 1)
    assert (count(Invitation), count(Accommodation)) == (2, 0)


def test_who_was_invited_to_an_earlier_version_counts_as_invited(bench, confirmed, means):
    import_id = confirmed("a@x.example,Ada", "b@x.example,Bo")
    with transaction():
        actions.invite(bench.version.id, name="Ada", email="a@x.example", by=bench.by)
    with transaction():
        other = assessments.publish(bench.version.assessment_id, by=bench.by)
    with transaction():
        session.get_one(Import, (bench.organisation_id, import_id)).assessment_version_id = other.id
    tasks.run_import(means, import_id=import_id)
    assert (stands(import_id).state, count(Invitation)) == ("done", 2)


def test_a_long_file_goes_on_by_a_job_of_its_own_for_each_part(confirmed, means, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    monkeypatch.setattr(tasks, "BATCHES", 2)
    import_id = confirmed(*people(9))
    for taken in (4, 8, 9):
        tasks.run_import(means, import_id=import_id)
        assert stands(import_id).taken == taken
    assert stands(import_id).state == "done"
    assert asked_for("ImportConfirmed") == 3
    assert count(Invitation) == 9


def test_a_killed_worker_is_gone_on_from_its_last_batch(confirmed, means, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    import_id, carried = confirmed(*people(7)), []

    def dies(rows, *, by):
        carried.append(len(rows))
        if len(carried) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(tasks, "carry_over", dies)
    with pytest.raises(KeyboardInterrupt):
        tasks.run_import(means, import_id=import_id)
    assert (stands(import_id).taken, count(Invitation)) == (4, 4)
    tasks.run_import(means, import_id=import_id)
    assert (stands(import_id).state, count(Invitation)) == ("done", 7)
    assert asked_for("CandidateInvited") == 7


def test_two_workers_at_once_invite_nobody_twice(app, bench, confirmed, means, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 3)
    import_id, wrong = confirmed(*people(20)), []
    start = threading.Barrier(2)

    def work():
        with app.app_context(), scope(bench.organisation_id):
            start.wait()
            try:
                tasks.run_import(means, import_id=import_id)
            except BaseException as error:
                wrong.append(error)

    both = [threading.Thread(target=work) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert wrong == []
    assert (stands(import_id).invited, count(Invitation), count(Candidate)) == (20, 20, 20)
    assert asked_for("CandidateInvited") == 20


def test_the_same_job_again_does_nothing(confirmed, means):
    import_id = confirmed(*people(3))
    for _ in range(3):
        tasks.run_import(means, import_id=import_id)
    assert (stands(import_id).invited, count(Invitation)) == (3, 3)


def test_what_is_stopped_invites_nobody_more(bench, confirmed, means):
    import_id = confirmed(*people(3))
    with transaction():
        importing.stop(import_id, by=bench.by)
    tasks.run_import(means, import_id=import_id)
    assert (stands(import_id).state, count(Invitation)) == ("stopped", 0)


def test_an_assessment_that_is_retired_meanwhile_ends_it_with_the_reason(bench, confirmed, means):
    import_id = confirmed(*people(3))
    with transaction():
        assessments.retire(bench.version.assessment_id, by=bench.by)
    tasks.run_import(means, import_id=import_id)
    found = stands(import_id)
    assert (found.state, found.reason) == ("stopped", "The assessment is retired.")


def test_a_file_that_breaks_on_the_way_is_set_aside_with_the_reason(bring, means):
    import_id = bring("a@x.example,Ada", '"b@x.example,Bo')
    tasks.check_import(means, import_id=import_id)
    found = stands(import_id)
    assert found.state == "stopped"
    assert "Is a quote open?" in found.reason


def test_columns_that_were_chosen_anew_meanwhile_are_looked_at_once_more(bench, checked, means):
    import_id = checked("a@x.example,Ada")
    with transaction():
        importing.map_columns(import_id, ["email", "name", "", "", ""], by=bench.by)
        importing.keep_check(import_id, COLUMNS, importing.Counts(fine=9))
    assert (stands(import_id).state, stands(import_id).fine) == ("checking", 1)


def test_nobody_is_invited_before_the_rows_were_looked_at(bench, bring):
    import_id = bring("a@x.example,Ada")
    with pytest.raises(Conflict), transaction():
        importing.confirm(import_id, by=bench.by)


def test_files_go_after_seven_days_whoevers_they_are(checked, means):
    import_id = checked("a@x.example,Ada")
    with clock.frozen(NOON + importing.KEPT - timedelta(seconds=1)):
        assert tasks.drop_old_imports(means) == 0
    with clock.frozen(NOON + importing.KEPT):
        assert tasks.drop_old_imports(means) == 1
        assert tasks.drop_old_imports(means) == 0
    found = stands(import_id)
    assert (found.state, found.sample, found.dropped_at) == ("stopped", [], NOON + importing.KEPT)
    assert list(means.blobs.root.rglob("*.*")) == []


def test_a_batch_takes_as_many_statements_for_one_as_for_three(bench, confirmed, means):
    said = {}
    for number in (1, 3):
        import_id = confirmed(*[f"{number}-{row},tag,note,5" for row in people(number)])
        lines = means.blobs.get(importing.blobs_of(import_id).people).splitlines()

        def batch(import_id=import_id, lines=lines):
            session.get_one(Import, (bench.organisation_id, import_id)).taken = 0
            importing.invite_batch(import_id, lines)
            session.flush()

        said[number] = len(bench.statements(batch))
    assert said[1] == said[3]
