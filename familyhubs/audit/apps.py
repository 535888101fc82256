from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "familyhubs.audit"
    label = "audit"
    verbose_name = "Access log"

    def ready(self) -> None:
        from familyhubs.audit import checks  # noqa: F401 - registers itself
