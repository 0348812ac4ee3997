"""`python -m workers.live`: thousands of sockets wait in one process, so what waits is gevent's.

That has to be settled before anything else is imported.
"""

from gevent import monkey

monkey.patch_all()

from workers.live.serve import main  # noqa: E402

main()
