from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class HouseholdsConfig(AppConfig):
    name = "households"
    verbose_name = "Households"

    def ready(self) -> None:
        from households.walls import put_up_walls

        post_migrate.connect(put_up_walls, sender=apps.get_app_config("database"))
