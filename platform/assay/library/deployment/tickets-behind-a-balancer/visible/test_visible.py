READ = """
import sys
from gunicorn.app.wsgiapp import WSGIApplication

sys.argv = ["gunicorn", "app:app"]
cfg = WSGIApplication().cfg
result = {"address": cfg.address, "workers": cfg.workers, "threads": cfg.threads}
"""


def test_gunicorn_takes_it(make_subject):
    subject = make_subject(env={"BALANCER": "10.1.0.7"})
    done = subject.run("python", "-m", "gunicorn", "--check-config", "app:app")
    assert done["exit_code"] == 0, done["output"]


def test_what_gunicorn_reads(make_subject):
    subject = make_subject(env={"BALANCER": "10.1.0.7", "PORT": "9000", "WEB_CONCURRENCY": "3"})
    told = subject.probe(READ)
    assert [port for host, port in told["address"]] == [9000]
    assert (told["workers"], told["threads"]) == (3, 4)
