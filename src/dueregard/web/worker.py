"""The worker: does long work from the queue, and once an hour what is due by the clock."""

import logging
import os
import threading
import time
from datetime import UTC, datetime

HOUR = 3600.0
log = logging.getLogger("dueregard.worker")


def main() -> None:
    """Work until told to stop. A tick that fails is logged, and tried again the next hour."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dueregard.web.settings")
    import django

    django.setup()
    from django_tasks_db.management.commands.db_worker import Worker

    threading.Thread(target=_tick_each_hour, daemon=True).start()
    worker = Worker(
        queue_names=["default"], interval=1.0, batch=False, backend_name="default",
        startup_delay=False, max_tasks=None, worker_id=f"worker-{os.getpid()}",
        excluded_queue_names=[],
    )
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    worker.configure_signals()
    worker.run()


def _tick_each_hour() -> None:
    from django.db import close_old_connections

    from dueregard.web.tasks import tick

    while True:
        close_old_connections()
        try:
            tick(now=datetime.now(UTC))
        except Exception:
            log.exception("The hourly work failed; it is tried again in an hour.")
        close_old_connections()
        time.sleep(HOUR)


if __name__ == "__main__":
    main()
