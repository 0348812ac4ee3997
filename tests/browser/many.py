"""What is done in the candidates table and to the list of tags before one looks at it."""


def ask(act, whom="page"):
    def go(page):
        page.get_by_label("Whom").select_option(whom)
        page.get_by_label("What").select_option(act)
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url("**/many?**")
        for summary in page.locator("main details > summary").all():
            summary.click()

    return go


def ask_and_press(act):
    def go(page):
        ask(act)(page)
        page.locator("form.bulk button[type=submit]").click()

    return go


def tag_many(page):
    ask("tag")(page)
    page.get_by_label("Tag", exact=False).first.fill("Second round")
    page.locator("form.bulk button[type=submit]").click()
    page.get_by_text("are tagged").wait_for()


def found_again(page):
    tag_many(page)
    page.get_by_role("link", name="Back to the candidates").click()
    page.get_by_role("link", name="Done to many").click()
    page.get_by_role("rowheader", name="Tag candidates").first.wait_for()


def rename_onto(page):
    names = page.get_by_label("New name")
    page.locator("main details > summary").first.click()
    last = names.last.input_value()
    names.first.fill(last)
    page.get_by_role("button", name="Rename").first.click()


def all_columns(page):
    page.locator(".columns-choice > summary").click()
    for box in page.locator(".columns-choice input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Keep these").click()
    page.get_by_text("The table shows the columns").wait_for()


def compare_three(page):
    for box in page.locator(".pick input").all()[-4:-1]:
        box.check()
    page.get_by_role("button", name="Compare those ticked").click()
    page.wait_for_url("**/compare?**")


def tag_and_note(page):
    page.get_by_label("Add a tag").fill("Second round")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("Write a note").fill("Asked for a part-time place.\nBack from leave in May.")
    page.get_by_role("button", name="Keep the note").click()
    page.locator(".note-of").first.wait_for()
