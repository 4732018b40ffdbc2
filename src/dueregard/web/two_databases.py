"""Which table lives where: what the public door reads is in a database of its own."""

from typing import Any


class Router:
    """Tables of the public register go to the public database, all others to the workbench's."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Where a model is read."""
        return "public" if model._meta.app_label == "public" else "default"

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Whether an app's tables are made in a database."""
        return (app_label == "public") == (db == "public")
