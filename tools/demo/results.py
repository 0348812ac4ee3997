"""What the hiring manager reads and fetches."""

from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urljoin

from bs4 import Tag

from tools.demo.browser import Browser, Refused


@dataclass
class Row:
    """A line of the candidates' table; `report` is the downloaded file."""

    candidate: str
    page: str
    score: str
    band: str
    status: str
    report: str = ""

    @property
    def number(self) -> int:
        """The score, or -1 without one."""
        return int(self.score.split()[0]) if self.score else -1

    def told(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if name != "page"}


def rows(browser: Browser, assessment: str) -> list[Row]:
    """Everybody invited to the assessment."""
    page = browser.get(f"{assessment}/candidates")
    return [_row(page.url, line) for line in page.soup.select("tbody tr")]


def download(browser: Browser, row: Row, *, into: Path) -> None:
    """The signed PDF of the row's report, where there is one."""
    if not row.score:
        return
    report = browser.get(browser.get(row.page).link(to="/reports/"))
    pdf = browser.download(report.link(to=".pdf"))
    if not pdf.startswith(b"%PDF-") or b"/ByteRange" not in pdf:
        raise Refused(f"the report on {row.candidate} is no signed PDF")
    into.mkdir(parents=True, exist_ok=True)
    name = "".join(sign if sign.isalnum() else "-" for sign in row.candidate.casefold())
    file = into / f"{name[:40].strip('-')}.pdf"
    file.write_bytes(pdf)
    row.report = str(file)


def decide(browser: Browser, row: Row) -> None:
    """A person decides, with a reason."""
    form = browser.get(row.page).form("/decide")
    form.fill(
        verdict="advance",
        reason="Strong on data access and security; to be asked about deployment in person.",
    ).send()


def _row(url: str, line: Tag) -> Row:
    name = line.select_one("th a")
    assert name is not None, "each row names its candidate"
    cells = {str(cell.get("data-label", "")): cell for cell in line.select("td")}
    score = line.select_one(".score")
    return Row(
        candidate=_words(name),
        page=urljoin(url, str(name["href"])),
        score=_words(score) if score else "",
        band=_words(cells.get("Band")),
        status=_words(cells.get("Status")),
    )


def _words(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ", strip=True).split()) if tag else ""
