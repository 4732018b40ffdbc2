"""A home of their own for the tests: loaded first, before Django reads its settings."""

import os
import tempfile

os.environ["DUEREGARD_HOME"] = tempfile.mkdtemp(prefix="dueregard-test-")
# No test looks at what stands elsewhere but those about that.
os.environ["DUEREGARD_WATCH_LINKS"] = "false"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
