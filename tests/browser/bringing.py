"""What is done with files of people in the scenes: uploaded, refused, looked at."""

TOO_MUCH = b"name,email\n" * 700_000


def refused_sheet(page):
    page.get_by_label("Rows").fill(
        "name,email,time_zone\nAmara,not an address,Europe/Lisbon\n,two@x.example,Mars/Base\n"
    )
    page.get_by_role("button", name="Read the rows").click()


def upload(data):
    def upload(page):
        page.locator("input[type=file]").set_input_files(
            {"name": "people.csv", "mimeType": "text/csv", "buffer": data}
        )
        page.get_by_role("button", name="Upload the file").click()

    return upload


PEOPLE = (
    "Vorname;Nachname;E-Mail;Sprache;Schlagworte;Notiz;Zusatzminuten\n"
    "Zoë;Ødegård;zoe@people.example;de;Messe, Zweite Runde;Am Stand getroffen.;30\n"
    "Amara;Okafor;not an address;xx;;;\n"
    "Maximiliane-Alexandra;von der Grünen Au zu Hohenlohe;max@people.example;;;;\n"
    "ليلى;الهاشمي;layla@people.example;en;;;\n"
).encode()


def looked_at(page):
    upload(PEOPLE)(page)
    page.get_by_role("button", name="Look at the rows").click()
    page.get_by_text("The rows are being looked at").wait_for()
