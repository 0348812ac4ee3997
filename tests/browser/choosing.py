"""The scenes of choosing questions for a draft, and of trying the paper: what Scene() takes."""


def _open_panel(page):
    page.get_by_role("button", name="Choose questions").first.click()
    page.locator("#panel-body [data-item]").first.wait_for()


def _answer(page):
    page.locator(".opt").first.click()
    page.locator(".mark.is-answered").wait_for()


CHOOSING = (
    ("assembly-panel", "recruiter", "{draft}/edit", _open_panel),
    ("picker", "recruiter", "{main}/questions"),
    ("picker-found", "recruiter", "{practice}/questions?section=1&kind=matching&most=9"),
    ("picker-nothing", "recruiter", "{main}/questions?title=nobody+asks+this"),
    ("picker-bare", "recruiter", "{bare}/questions?title=the"),
    ("preview-sit", "recruiter", "{practice}/preview/questions/1?version=1", _answer),
    ("preview-sit-code", "hiring_manager", "{main}/preview/questions/1"),
    ("preview-sit-files", "recruiter", "{practice}/preview/questions/9?version=1"),
    ("preview-review", "recruiter", "{practice}/preview/review?version=1"),
    ("preview-done", "recruiter", "{practice}/preview/done?seed=2"),
)
