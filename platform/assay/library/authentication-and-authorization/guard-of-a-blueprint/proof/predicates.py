from pathlib import Path

from flask import Blueprint, Flask, abort

folder = Path.cwd() / "static"
folder.mkdir(exist_ok=True)
(folder / "admin.js").write_text("// of the pages for administrators")


def refused(method, path):
    """Whether a request of somebody who is no administrator ends in the guard."""
    return status(method, path, administrator=False) == 403


def status(method, path, *, administrator):
    app = Flask("shop")
    admin = Blueprint("admin", "admin", url_prefix="/admin", static_folder=str(folder))
    reports = Blueprint("reports", "reports", url_prefix="/reports")

    @admin.before_request
    def only_administrators():
        if not administrator:
            abort(403)

    admin.add_url_rule("/users", view_func=lambda: "users", endpoint="users")
    reports.add_url_rule("/sales", view_func=lambda: "sales", endpoint="sales")
    app.add_url_rule("/admin/export", view_func=lambda: "all", endpoint="export")
    admin.register_blueprint(reports)
    app.register_blueprint(admin)
    with app.test_client() as client:
        return client.open(path, method=method).status_code


def a():
    assert status("GET", "/admin/reports/sales", administrator=True) == 200
    return refused("GET", "/admin/reports/sales")


def b():
    return refused("GET", "/admin/nothing")


def c():
    assert status("GET", "/admin/static/admin.js", administrator=True) == 200
    return refused("GET", "/admin/static/admin.js")


def d():
    return refused("POST", "/admin/users")


def e():
    assert status("OPTIONS", "/admin/users", administrator=True) == 200
    return refused("OPTIONS", "/admin/users")


def f():
    return refused("GET", "/admin/export")
