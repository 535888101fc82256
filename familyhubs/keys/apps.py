from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "familyhubs.keys"
    label = "keys"
    verbose_name = "Keys"

    def ready(self) -> None:
        from familyhubs.keys import checks  # noqa: F401 - registers itself
