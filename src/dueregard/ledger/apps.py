from django.apps import AppConfig


class Ledger(AppConfig):
    name = "dueregard.ledger"
    label = "ledger"
