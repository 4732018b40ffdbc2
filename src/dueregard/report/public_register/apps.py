from django.apps import AppConfig


class PublicRegister(AppConfig):
    name = "dueregard.report.public_register"
    label = "public"
