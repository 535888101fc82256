from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "familyhubs.audit"
    label = "audit"
    verbose_name = "Access log"
