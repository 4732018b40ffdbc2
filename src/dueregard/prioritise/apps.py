from django.apps import AppConfig


class Prioritise(AppConfig):
    name = "dueregard.prioritise"
    label = "prioritise"
