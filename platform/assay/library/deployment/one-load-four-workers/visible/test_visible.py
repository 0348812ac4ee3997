READ = """
import sys
from gunicorn.app.wsgiapp import WSGIApplication

sys.argv = ["gunicorn", "app:app"]
cfg = WSGIApplication().cfg
result = [cfg.preload_app, cfg.workers, cfg.threads]
"""


def test_gunicorn_takes_it(subject):
    done = subject.run("python", "-m", "gunicorn", "--check-config", "app:app")
    assert done["exit_code"] == 0, done["output"]


def test_workers(subject):
    assert subject.probe(READ) == [True, 4, 8]
