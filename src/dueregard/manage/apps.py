from django.apps import AppConfig


class Manage(AppConfig):
    name = "dueregard.manage"
    label = "manage"
