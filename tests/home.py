"""A home of their own for the tests: loaded first, before Django reads its settings."""

import os
import tempfile

os.environ["DUEREGARD_HOME"] = tempfile.mkdtemp(prefix="dueregard-test-")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
