from flask import Flask, render_template_string
from jinja2 import Environment
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import escape

ATTACKS = ("{{ config.SECRET_KEY }}", "{{ name.__class__.__mro__ }}")


def is_fit(render):
    """Whether the harmless text is rendered and no attack shows anything. render(text, name)."""
    app = Flask("mails")
    app.secret_key = "7f3a9c"

    def shown(text):
        try:
            return str(render(text, "Ann"))
        except (SecurityError, TemplateError):
            return ""

    with app.app_context():
        leaks = [word in shown(attack) for attack in ATTACKS for word in ("7f3a9c", "class")]
        return shown("Dear {{ name }}") == "Dear Ann" and not any(leaks)


assert not is_fit(lambda text, name: render_template_string(text, name=name))


def a():
    return is_fit(lambda text, name: render_template_string(escape(text), name=name))


def b():
    return is_fit(lambda text, name: SandboxedEnvironment().from_string(text).render(name=name))


def c():
    return is_fit(
        lambda text, name: Environment(autoescape=True).from_string(text).render(name=name)
    )


def d():
    return is_fit(lambda text, name: render_template_string(text.replace("config", ""), name=name))
