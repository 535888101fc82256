from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "familyhubs.organisations"
    label = "organisations"
    verbose_name = "Organisations and users"
