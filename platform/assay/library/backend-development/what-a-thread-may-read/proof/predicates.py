from threading import Event, Thread

from flask import Flask, copy_current_request_context, g, request


def is_sent(work_of):
    """Whether the invoice goes out. work_of(app, send) runs in the view and makes the work."""
    app, sent, threads, answered = Flask("shop"), [], [], Event()

    @app.post("/invoices")
    def invoice():
        work = work_of(app, sent.append)

        def later():
            answered.wait()
            try:
                work()
            except (RuntimeError, AttributeError):
                pass

        threads.append(Thread(target=later))
        threads[0].start()
        return "", 202

    app.test_client().post("/invoices?to=ann")
    answered.set()
    threads[0].join()
    return sent == ["ann"]


def a():
    def work_of(app, send):
        to = request.args["to"]
        return lambda: send(to)

    return is_sent(work_of)


def b():
    def work_of(app, send):
        asked = request
        return lambda: send(asked.args["to"])

    return is_sent(work_of)


def c():
    def work_of(app, send):
        @copy_current_request_context
        def work():
            send(request.args["to"])

        return work

    return is_sent(work_of)


def d():
    def work_of(app, send):
        def work():
            with app.app_context():
                send(request.args["to"])

        return work

    return is_sent(work_of)


def e():
    def work_of(app, send):
        g.to = request.args["to"]
        return lambda: send(g.to)

    return is_sent(work_of)
