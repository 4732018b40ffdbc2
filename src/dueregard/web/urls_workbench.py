"""The workbench's addresses. Each file of pages brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from dueregard.web.pages import home, people

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("", include(home)),
    path("", include(people)),
]
handler404 = "dueregard.web.pages.errors.not_found"
handler500 = "dueregard.web.pages.errors.failed"
