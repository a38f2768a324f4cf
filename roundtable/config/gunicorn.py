"""How the web server runs: `gunicorn -c python:roundtable.config.gunicorn roundtable.config.wsgi`.

Few threads for each worker: more of them wait for one another and make the slowest pages slower.
"""

import os
from typing import Any

from roundtable.config import env
from roundtable.config.logging import structured_logging
from roundtable.ops.memory import look_seldom
from roundtable.ops.parent_death import end_with_parent

bind = f"{env.text('BIND', '127.0.0.1')}:{env.number('PORT', 8000, least=1, most=65535)}"
worker_class = "gthread"
workers = env.number("WEB_WORKERS", (os.cpu_count() or 1) + 1, least=1)
threads = env.number("WEB_THREADS", 2, least=1)
timeout = 60
graceful_timeout = 10
# The workers' signs of life are files; on a disk a slow one would look like a dead worker.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - made with mkstemp, and unlinked at once
control_socket_disable = True
# The request log is ours, without addresses.
accesslog = None
loglevel = env.text("LOG_LEVEL", "WARNING").lower()
# Instead of its own handler, which would write whole addresses when a request cannot be read.
logconfig_dict: dict[str, Any] = structured_logging(level=loglevel)


def post_fork(server: Any, worker: Any) -> None:
    """Tie each worker to the server's master, so that killing that one frees the port."""
    end_with_parent(server.pid)


def post_worker_init(worker: Any) -> None:
    look_seldom()
