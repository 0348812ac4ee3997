import json
from html.parser import HTMLParser

from flask import Flask, render_template_string

ATTACKS = (
    "<script>alert(1)</script>",
    "x onerror=alert(1)",
    '" onerror="alert(1)',
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
)
SCRIPT = ("const text = ", ";")


class Page(HTMLParser):
    """shape: the elements and the names of their attributes. Addresses and scripts are kept."""

    def __init__(self, html):
        super().__init__()
        self.shape, self.addresses, self.scripts = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.shape.append((tag, [name for name, _ in attributes]))
        self.addresses += [value for name, value in attributes if name in ("href", "src")]

    def handle_data(self, data):
        if self.cdata_elem == "script":
            self.scripts.append(data)


def page(line, text):
    app = Flask("shop")
    with app.app_context():
        return Page(render_template_string(line, text=text))


def is_safe(line):
    wanted = page(line, "tea").shape
    for attack in ATTACKS:
        shown = page(line, attack)
        if shown.shape != wanted or any("javascript:" in one for one in shown.addresses):
            return False
        if any(value_of(script) != attack for script in shown.scripts):
            return False
    return True


def value_of(script):
    return json.loads(script.removeprefix(SCRIPT[0]).removesuffix(SCRIPT[1]))


def a():
    return is_safe("<p>{{ text }}</p>")


def b():
    return is_safe("<p>{{ text|safe }}</p>")


def c():
    return is_safe('<img src="/tea.png" alt={{ text }}>')


def d():
    return is_safe('<img src="/tea.png" alt="{{ text }}">')


def e():
    return is_safe("<script>const text = {{ text|tojson }};</script>")


def f():
    return is_safe('<a href="{{ text }}">My page</a>')
