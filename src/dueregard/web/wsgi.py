"""The application that the server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dueregard.web.settings")
application = get_wsgi_application()

# The content is read before the first person asks, and with everything else that stays for good
# it is then left out of the search for what can be thrown away, which would go through it again
# and again: a third off the time of a page that reads ten thousand uses.
if os.environ.get("DUEREGARD_DOOR") != "public":
    from dueregard.lenses import bank

    bank.load()
gc.collect()
gc.freeze()
