from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RetentionConfig(AppConfig):
    name = "retention"
    verbose_name = "Retention"

    def ready(self) -> None:
        from retention import lookups  # noqa: F401  registers __any_of
        from retention.published import publish

        post_migrate.connect(publish, sender=self)
