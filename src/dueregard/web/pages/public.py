"""What the public reads. Only published documents reach this file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from dueregard.documents.audience import Audience
from dueregard.web.audience import page


@page(Audience.PUBLIC)
def register(request: HttpRequest) -> HttpResponse:
    """Everything published, newest first."""
    return render(request, "public/register.html", {})


urlpatterns = [path("", register, name="public-register")]
