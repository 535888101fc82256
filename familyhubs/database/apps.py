from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DatabaseConfig(AppConfig):
    name = "familyhubs.database"
    label = "database"
    verbose_name = "Database roles"

    def ready(self) -> None:
        from familyhubs.database.grants import apply_grants

        post_migrate.connect(apply_grants, sender=self)
