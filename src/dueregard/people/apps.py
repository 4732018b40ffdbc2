from django.apps import AppConfig


class People(AppConfig):
    name = "dueregard.people"
    label = "people"
