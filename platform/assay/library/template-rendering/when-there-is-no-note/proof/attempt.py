from flask import Flask, render_template_string
from jinja2 import TemplateSyntaxError

PAGE = """
<ul>
{% for note in notes %}
  <li>{{ note }}</li>
{% ____ %}
  <li>Nothing yet</li>
{% endfor %}
</ul>
"""


def works(answer):
    """Whether the note about nothing stands in empty lists only."""
    template = PAGE.replace("____", answer)
    with Flask("notes").app_context():
        try:
            lists = [render_template_string(template, notes=notes) for notes in (["tea"], [])]
        except TemplateSyntaxError:
            return False
    return ["Nothing yet" in one for one in lists] == [False, True] and "tea" in lists[0]
