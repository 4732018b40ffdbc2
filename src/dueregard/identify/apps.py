from django.apps import AppConfig


class Identify(AppConfig):
    name = "dueregard.identify"
    label = "identify"
