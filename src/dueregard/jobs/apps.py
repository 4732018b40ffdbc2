from django.apps import AppConfig


class Jobs(AppConfig):
    name = "dueregard.jobs"
    label = "jobs"
