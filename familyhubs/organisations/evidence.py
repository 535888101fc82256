"""The admin site's two kinds of page: evidence, which is only read, and what may be changed."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from familyhubs.audit import log
from familyhubs.organisations.asking import user_of
from familyhubs.organisations.models import User
from familyhubs.organisations.rules import Permission


def allowed(request: HttpRequest, *permissions: str) -> bool:
    """Whether whoever asks holds any of these permissions."""
    user = request.user
    return isinstance(user, User) and any(user.may(permission) for permission in permissions)


class EvidenceAdmin(admin.ModelAdmin):
    """Evidence: the data protection officer reads it, nobody changes it here."""

    actions = None
    permission: str = Permission.KEEP_EVIDENCE

    def has_module_permission(self, request: HttpRequest) -> bool:
        return allowed(request, self.permission)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return allowed(request, self.permission)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class KeptAdmin(admin.ModelAdmin):
    """What an administrator changes and the officer reads. Nothing is deleted: it is ended."""

    actions = None

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save with who and what in the history, and an access event: these rows decide access."""
        obj._history_user = user_of(request)
        fields = ", ".join(form.changed_data)
        obj._change_reason = f"Changed in the admin site: {fields}"[:100] if change else "Added"
        super().save_model(request, obj, form, change)
        noun = obj._meta.model_name
        log.wrote(user_of(request), noun, obj.pk, action=f"admin.{noun}")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return allowed(request, Permission.KEEP_ORGANISATIONS, Permission.KEEP_EVIDENCE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return allowed(request, Permission.KEEP_ORGANISATIONS)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return allowed(request, Permission.KEEP_ORGANISATIONS)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
