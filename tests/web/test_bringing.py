"""Questions come as folders: looked through, kept, proved in the sandbox before they are asked."""

import io

import pytest
from sqlalchemy import select

from assay.bank import archive, package, proving
from assay.bank.models import ItemVersion, ProofRun
from assay.bank.runner import NoRunner
from assay.core.db import session, transaction
from assay.events.models import OutboxRow
from assay.tenancy import entrances
from assay.tenancy.scope import scope
from assay.web import uploads
from tests.bank.items import AREA, made, make, toml, write
from tests.bank.pages import titles
from tests.bank.runnable import RUNNABLE
from tests.visitor import Visitor
from workers import tasks
from workers.means import Means
from workers.sandbox.engine import Sandbox
from workers.sandbox.fake import FakeRunner

LIBRARY = "/o/northwind/library"
RUNNER = Sandbox()


@pytest.fixture
def ann(app):
    ann = Visitor(app)
    ann.open_organisation("Northwind", "ann@northwind.example")
    return ann


@pytest.fixture
def means(settings):
    return Means(
        settings=settings, mailer=None, sealer=None, blobs=None, printed=None, trials=RUNNER
    )


def zipped(*items):
    out = io.BytesIO()
    archive.pack(items, out)
    return out.getvalue()


def bring(visitor, **files):
    token = visitor.get(f"{LIBRARY}/bring").token()
    return visitor.post(f"{LIBRARY}/bring", csrf_token=token, **files)


def bring_zip(visitor, data):
    return bring(visitor, zip=(io.BytesIO(data), "items.zip"))


def bring_folder(visitor, folder):
    """As a browser sends a chosen folder: each file under its path from the folder's name on."""
    files = [
        (io.BytesIO(path.read_bytes()), f"{folder.name}/{path.relative_to(folder).as_posix()}")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    return bring(visitor, folder=files)


def code_item(library):
    told, stem, files = RUNNABLE["matrix"]
    folder = library / AREA / "numbers"
    texts = {"item.toml": toml({"id": "numbers", **told}), "stem.md": stem, **files}
    for name, text in texts.items():
        write(folder / name, text)
    return package.load(folder)


def prove(app, means):
    """What the relay and a worker do with each event."""
    with app.app_context(), scope(entrances.by_slug("northwind")):
        with transaction():
            runs = session.scalars(select(ProofRun.id).where(ProofRun.ended_at.is_(None))).all()
        for run_id in runs:
            tasks.prove_item(means, proof_run_id=run_id)


def test_code_is_offered_to_nobody_before_the_sandbox_has_proved_it(app, ann, means, tmp_path):
    page = bring_zip(ann, zipped(code_item(tmp_path)))
    assert page.status == 303, page.words()
    home = ann.then(page)
    assert "waits to be proved" in home.words() or "Nothing can be run here now" in home.words()
    assert home.soup.select_one("#proof")["hx-trigger"] == "every 2s"
    assert titles(ann.get(LIBRARY)) == []
    prove(app, means)
    proved = ann.get(home.path)
    told = {
        row.select_one(".table-name").get_text(): row.td.get_text()
        for row in proved.soup.select("#proof tbody tr")
    }
    assert told == {
        "The installed versions are those that it speaks of": "Holds",
        "What is shown tells nothing of what is kept": "Holds",
        "Solutions were tested": "Holds",
    }
    assert "Every part holds. Version 1 is offered." in proved.words()
    assert "hx-trigger" not in proved.soup.select_one("#proof").attrs
    assert titles(ann.get(LIBRARY)) == ["Numbers on pages"]


def test_what_does_not_hold_says_why_and_stays_with_us(app, ann, means, tmp_path):
    wrong = made(tmp_path, "experiment", key=["a"])
    home = ann.then(bring_zip(ann, zipped(wrong))).path
    prove(app, means)
    page = ann.get(home)
    assert "It does not hold, so it is offered to nobody." in page.words()
    assert "the key says" in page.words()
    assert titles(ann.get(LIBRARY)) == []
    bring_zip(ann, zipped(made(tmp_path, "experiment")))
    prove(app, means)
    assert titles(ann.get(LIBRARY)) == ["Text without tags"]
    assert "Version 2 is offered." in ann.get(home).words()


def test_a_folder_is_taken_file_by_file(app, ann, means, tmp_path):
    page = bring_folder(ann, make(tmp_path, "fillin", name="typed"))
    assert page.status == 303, page.words()
    with app.app_context(), scope(entrances.by_slug("northwind")), transaction():
        (version,) = session.scalars(select(ItemVersion))
        assert proving.package_of(version).digest == package.load(tmp_path / AREA / "typed").digest
        names = session.scalars(select(OutboxRow.name)).all()
    assert names.count("ProofAsked") == 1


def test_the_same_again_is_kept_once_and_proved_once(app, ann, means, tmp_path):
    data = zipped(made(tmp_path, "experiment"))
    bring_zip(ann, data)
    bring_zip(ann, data)
    prove(app, means)
    assert bring_zip(ann, data).status == 303
    with app.app_context(), scope(entrances.by_slug("northwind")), transaction():
        assert len(session.scalars(select(ItemVersion)).all()) == 1
        assert [run.holds for run in session.scalars(select(ProofRun))] == [True]


def test_a_runner_that_is_away_is_no_verdict(app, ann, means, settings, tmp_path):
    bring_zip(ann, zipped(made(tmp_path, "experiment")))
    gone = Means(
        settings=settings, mailer=None, sealer=None, blobs=None, printed=None,
        trials=FakeRunner(settings=settings, absent="the socket is gone"),
    )  # fmt: skip
    with pytest.raises(NoRunner):
        prove(app, gone)
    with app.app_context(), scope(entrances.by_slug("northwind")), transaction():
        (run,) = session.scalars(select(ProofRun))
        assert (run.ended_at, run.holds) == (None, None)
    prove(app, means)
    assert titles(ann.get(LIBRARY)) == ["Text without tags"]


def test_one_that_was_retired_meanwhile_is_not_offered(app, ann, means, tmp_path):
    home = ann.then(bring_zip(ann, zipped(made(tmp_path, "experiment")))).path
    ann.post(f"{home}/retire", csrf_token=ann.get(home).token())
    prove(app, means)
    assert titles(ann.get(LIBRARY)) == []
    assert "Retired" in ann.get(home).words()


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"notes.txt": "x"}, "is none of item.toml, stem.md"),
        ({"given/app.py": "\x1b[2J"}, "is not taken"),
        ({"stem.md": None}, "is missing"),
        ({"item.toml": "kind = "}, "item.toml"),
        ({"item.toml": 'id = "../../x"\nresponsibility = "testing"\n'}, "are no names"),
        ({"hidden/big.txt": "x" * 300_000}, "larger than"),
    ],
    ids=["a stray file", "a control", "no stem", "no toml", "a path for an id", "too large"],
)
def test_a_folder_that_is_no_item_is_named_and_nothing_is_taken(app, ann, tmp_path, files, told):
    folder = make(tmp_path, "experiment")
    for name, text in files.items():
        if text is None:
            (folder / name).unlink()
        else:
            write(folder / name, text)
    page = bring_folder(ann, folder)
    assert page.status == 422
    assert told in page.words()
    with app.app_context(), scope(entrances.by_slug("northwind")), transaction():
        assert session.scalars(select(ItemVersion)).all() == []


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "an-item/../../x", "/etc/x", "a\\b/c"])
def test_a_path_that_leads_out_is_refused(ann, tmp_path, name):
    folder = make(tmp_path, "experiment")
    head = (io.BytesIO((folder / "item.toml").read_bytes()), "an-item/item.toml")
    page = bring(ann, folder=[head, (io.BytesIO(b"boo"), name)])
    assert page.status == 422
    assert not (tmp_path.parent / "x").exists()


def test_no_zip_nothing_and_too_much_are_said(ann):
    assert "Choose a zip, or a folder." in bring(ann).words()
    page = bring_zip(ann, b"no zip")
    assert (page.status, "no zip file that can be read" in page.words()) == (422, True)
    page = bring_zip(ann, b"x" * (uploads.MOST_BYTES + 1))
    assert (page.status, "That is more than 2 MB." in page.words()) == (422, True)


def test_what_was_brought_on_a_word_waits_for_somebodys(ann, tmp_path):
    folder = make(tmp_path, "experiment", proof=[{"kind": "declared"}])
    home = ann.then(bring_folder(ann, folder)).path
    assert titles(ann.get(LIBRARY)) == []
    page = ann.get(home)
    assert "Publish on your word" in page.words()
    assert ann.post(f"{home}/vouch", csrf_token=page.token()).status == 303
    assert titles(ann.get(LIBRARY)) == ["Text without tags"]


def test_what_has_a_proof_is_not_published_on_a_word(ann, tmp_path):
    home = ann.then(bring_zip(ann, zipped(made(tmp_path, "experiment")))).path
    token = ann.get(home).token()
    assert ann.post(f"{home}/vouch", csrf_token=token).status == 409
    assert titles(ann.get(LIBRARY)) == []
