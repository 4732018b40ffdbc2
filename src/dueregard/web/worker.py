"""The worker: does long work from the queue, and once an hour what is due by the clock."""

import logging
import os
import threading
import time
from datetime import UTC, datetime

MINUTE, HOUR = 60.0, 3600.0
log = logging.getLogger("dueregard.worker")


def main() -> None:
    """Work until told to stop. What the clock does and fails is logged, and tried again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dueregard.web.settings")
    import django

    django.setup()
    from django_tasks_db.management.commands.db_worker import Worker

    threading.Thread(target=_tend_and_tick, daemon=True).start()
    worker = Worker(
        queue_names=["default"], interval=1.0, batch=False, backend_name="default",
        startup_delay=False, max_tasks=None, worker_id=f"worker-{os.getpid()}",
        excluded_queue_names=[],
    )
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    worker.configure_signals()
    worker.run()


def _tend_and_tick() -> None:
    from django.db import close_old_connections

    from dueregard.web import tasks

    last_tick = 0.0
    while True:
        close_old_connections()
        now = datetime.now(UTC)
        try:
            tasks.tend(now=now)
            if time.monotonic() - last_tick >= HOUR or not last_tick:
                last_tick = time.monotonic()
                tasks.tick(now=now)
        except Exception:
            log.exception("The work of the clock failed; it is tried again.")
        close_old_connections()
        time.sleep(MINUTE)


if __name__ == "__main__":
    main()
