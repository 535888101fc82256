from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "familyhubs.demo"
    label = "demo"
    verbose_name = "Synthetic council"
