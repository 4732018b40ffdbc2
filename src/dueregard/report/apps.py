from django.apps import AppConfig


class Report(AppConfig):
    name = "dueregard.report"
    label = "report"
