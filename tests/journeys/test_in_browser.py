"""The main job in a real browser and a whole installation: by mouse, by keys, without scripts."""

import json
import re

import pypdf
import pytest
from playwright.sync_api import expect

from tests.journeys.corvid import KINDS, Corvid, person
from tests.journeys.keys import Keys
from tests.journeys.sitting import KeySitter, PlainSitter, Sitter
from tools.demo.post import Post

NAME = "One of each kind"
MOUSE, KEYS, PLAIN = person("Mika Elster"), person("Kaya Dohlen"), person("Piet Raaf")
SHEET = "name,email,time_zone\n" + "".join(
    f"{one.name},{one.email},Europe/Tallinn\n" for one in (MOUSE, KEYS, PLAIN)
)


@pytest.fixture(scope="module")
def corvid(stack):
    return Corvid(stack.base_url, Post(stack.mail_url)).open()


@pytest.fixture
def browser(chromium):
    """browser(**options): a page of a browser of its own; nothing broke on it, or was refused."""
    contexts, wrong = [], []

    def opened(**options):
        contexts.append(chromium.new_context(reduced_motion="reduce", **options))
        contexts[-1].set_default_timeout(20_000)
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: "Content Security" in said.text and wrong.append(said.text))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def sign_in(page, corvid, who):
    page.goto(f"{corvid.base_url}/o/account/login")
    page.get_by_label("E-mail").fill(who.email)
    page.get_by_label("Password").fill(who.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("h1")).to_have_text("Assessments")


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def follow(page, words):
    page.get_by_role("link", name=words, exact=True).click()


def assemble(page):
    """From an empty page: a rule for each kind of question."""
    follow(page, "New assessment")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("An empty page").check()
    press(page, "Create assessment")
    page.locator("#minutes").fill("30")
    page.locator("#cut_score").fill("50")
    page.locator("#cut_reason").fill("Agreed by three developers.")
    for i, words in enumerate(KINDS.values()):
        press(page, "Add a pool")
        rule = page.locator(f"#rule-0-{i}")
        rule.locator(".rule-kinds > summary").click()
        rule.get_by_label(words).check()
    press(page, "Save draft")
    expect(page.get_by_text("Saved.")).to_be_visible()


def publish_and_share(page, manager):
    follow(page, "Overview")
    follow(page, "Review and publish")
    press(page, "Publish version 1")
    members = page.locator("#member")
    chosen = members.locator("option", has_text=manager.name).get_attribute("value")
    members.select_option(chosen)
    press(page, "Share")
    expect(page.get_by_role("region", name="Shared with")).to_contain_text(manager.name)


@pytest.fixture(scope="module")
def invited(corvid, chromium):
    """The recruiter's part, by mouse; three candidates have their links."""
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(20_000)
    sign_in(page, corvid, corvid.recruiter)
    assemble(page)
    publish_and_share(page, corvid.manager)
    follow(page, "Invite candidates")
    page.locator("input[type=file]").set_input_files(
        {"name": "three.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    )
    for button in ("Upload the file", "Look at the rows", "Invite 3 people"):
        press(page, button)  # each page goes on by itself once a worker is through
    expect(page.get_by_role("heading", name="3 people are invited")).to_be_visible()
    follow(page, "See the candidates")
    expect(page.locator("table tbody tr")).to_have_count(3)
    yield {one.email: corvid.link(one.email) for one in (MOUSE, KEYS, PLAIN)}
    context.close()


@pytest.fixture(scope="module")
def sat(corvid, invited, chromium):
    """All three have handed in: {address: (receipt, shapes)}; their reports are ready."""
    told = {}
    for who, way, options in (
        (MOUSE, Sitter, {}),
        (KEYS, KeySitter, {}),
        (PLAIN, PlainSitter, {"java_script_enabled": False}),
    ):
        context = chromium.new_context(reduced_motion="reduce", **options)
        page = context.new_page()
        page.set_default_timeout(20_000)
        sitter = way(corvid, page)
        told[who.email] = (sitter.sit(invited[who.email]), sitter.shapes)
        context.close()
    for _ in told:
        corvid.post.wait(to=corvid.recruiter.email, about="report")
    return told


@pytest.mark.parametrize("who", [MOUSE, KEYS, PLAIN], ids=["mouse", "keys", "no-scripts"])
def test_a_candidate_meets_every_kind_and_gets_a_receipt(sat, who):
    receipt, shapes = sat[who.email]
    assert re.fullmatch(r"[0-9a-f]{64}", receipt)
    assert sorted(shapes) == ["choice", "choice", "choices", "order", "text"]


TASKS = {"send_receipt", "mark_sitting", "issue_report", "notify_members", "send_letter"}


def test_one_number_runs_from_handing_in_to_the_last_letter(sat, stack):
    said = [(one["request_id"], one["said"]) for one in logged(stack)]
    handed_in = [number for number, words in said if words == "POST /sit/submit"]
    assert len(set(handed_in)) == len(sat)
    for number in handed_in:
        done = [words for its, words in said if its == number and words.startswith("done ")]
        assert {words.split()[1].removeprefix("task=") for words in done} == TASKS


def test_the_logs_hold_no_secret_no_answer_and_nobodys_name(invited, sat, corvid, stack):
    people = (corvid.owner, corvid.recruiter, corvid.manager, MOUSE, KEYS, PLAIN)
    secret = {link.rpartition("/")[2] for link in invited.values()}
    secret |= {word for one in people for word in (one.name, one.email, one.password)}
    secret |= {receipt for receipt, _ in sat.values()}
    texts = {file.name: file.read_text("utf-8") for file in stack.logs.glob("*.log")}
    del texts["mailbox.log"]  # in place of the mail server that an installation has
    assert [(name, one) for name, text in texts.items() for one in secret if one in text] == []


def logged(stack):
    """Every line of every process that is a record."""
    for file in stack.logs.glob("*.log"):
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("{"):
                yield json.loads(line)


def test_the_hiring_manager_reads_the_table_and_downloads_a_signed_report(sat, corvid, browser):
    page = browser()
    sign_in(page, corvid, corvid.manager)
    page.get_by_role("link", name=f"Candidates of {NAME}").click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(3)
    for i in range(3):
        expect(rows.nth(i).locator(".score b")).to_have_text("100")
    follow(page, KEYS.name)
    follow(page, "Open the report")
    expect(page.locator("h1")).to_contain_text(KEYS.name)
    with page.expect_download() as download:
        follow(page, "Download the PDF")
    assert is_signed(download.value.path(), KEYS.name)


def is_signed(path, name):
    reader = pypdf.PdfReader(path)
    signatures = [one for one in (reader.get_fields() or {}).values() if one.get("/FT") == "/Sig"]
    (signature,) = [one["/V"] for one in signatures]
    start, first, second, last = signature["/ByteRange"]
    whole = (start, second + last) == (0, path.stat().st_size)
    return whole and first > 0 and name in reader.pages[0].extract_text()


def test_the_recruiters_part_is_done_by_keys_alone(corvid, browser):
    page = browser()
    keys = Keys(page)
    page.goto(f"{corvid.base_url}/o/account/login")
    keys.reach(page.get_by_label("E-mail")).type(corvid.recruiter.email)
    keys.reach(page.get_by_label("Password")).type(corvid.recruiter.password).enter()
    keys.skip().reach(page.get_by_role("link", name="New assessment").first).enter()
    keys.skip().reach(page.get_by_label("Name")).type("By keys alone").enter()
    keys.skip().reach(page.locator("#cut_score")).type("60")
    keys.reach(page.locator("#cut_reason")).type("Agreed by three developers.")
    keys.reach(page.get_by_role("button", name="Move rule down").first).press("Enter")
    expect(page.locator("#assembly-said")).to_have_text("Moved down.")
    keys.reach(page.get_by_role("button", name="Save draft")).enter()
    expect(page.get_by_text("Saved.")).to_be_visible()
    keys.skip().reach(page.get_by_role("link", name="Overview")).enter()
    expect(page.get_by_role("heading", name="What a candidate is given")).to_be_visible()
    keys.skip().reach(page.get_by_role("link", name="Review and publish")).enter()
    expect(page.get_by_role("heading", name="Publish version 1")).to_be_visible()
    keys.skip().reach(page.get_by_role("button", name="Publish version 1")).enter()
    expect(page.get_by_text("Version 1 published")).to_be_visible()
    keys.skip().reach(page.get_by_role("link", name="Invite candidates")).enter()
    keys.skip().reach(page.get_by_label("Name")).type("Tala Häher")
    keys.reach(page.get_by_label("E-mail")).type("tala@corvid.example").enter()
    expect(page.get_by_role("link", name="Tala Häher")).to_be_visible()
    assert "/sit/i/" in corvid.link("tala@corvid.example")


def test_the_hiring_manager_decides_and_downloads_by_keys_alone(sat, corvid, browser):
    page = browser()
    keys = Keys(page)
    sign_in(page, corvid, corvid.manager)
    keys.skip().reach(page.get_by_role("link", name=f"Candidates of {NAME}")).enter()
    keys.skip().reach(page.get_by_role("link", name=PLAIN.name, exact=True)).enter()
    keys.skip().choose(page.locator("input[name=verdict]"), "advance")
    keys.reach(page.get_by_label("Reason")).type("Sound on every kind of question.")
    keys.reach(page.get_by_role("button", name="Decide")).enter()
    expect(page.get_by_role("region", name="Decision")).to_contain_text("Sound on every kind")
    keys.skip().reach(page.get_by_role("link", name="Open the report")).enter()
    keys.skip().reach(page.get_by_role("link", name="Download the PDF"))
    with page.expect_download() as download:
        keys.press("Enter")
    assert is_signed(download.value.path(), PLAIN.name)
