"""The partners' door's addresses: version 1 of the API for systems, and the pages for people."""

from django.urls import URLPattern, URLResolver, include, path

from dueregard.web.api import v1
from dueregard.web.pages import about, partners_door

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include(v1)),
    path("", include(partners_door)),
    path("", include(about)),
]
handler400 = "dueregard.web.api.door.unreadable"
handler404 = "dueregard.web.api.door.not_found"
handler500 = "dueregard.web.api.door.failed"
