from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "familyhubs.imports"
    label = "imports"
    verbose_name = "Imports"
