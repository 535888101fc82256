from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "familyhubs.files"
    label = "files"
    verbose_name = "Files"

    def ready(self) -> None:
        from familyhubs.files import checks  # noqa: F401 - registers itself
