from django.apps import AppConfig


class Web(AppConfig):
    name = "dueregard.web"
    label = "web"
