"""The partners' door's addresses: version 1 of the API, and nothing else."""

from django.urls import URLPattern, URLResolver, include, path

from dueregard.web.api import v1

urlpatterns: list[URLPattern | URLResolver] = [path("api/v1/", include(v1))]
handler404 = "dueregard.web.api.door.not_found"
handler500 = "dueregard.web.api.door.failed"
