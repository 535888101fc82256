"""Organisations, hubs and users, kept by the administrator."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest

from familyhubs.audit import aliases
from familyhubs.audit.models import AccessEvent
from familyhubs.organisations.evidence import EvidenceAdmin, KeptAdmin
from familyhubs.organisations.groups import new_group
from familyhubs.organisations.models import DutyAccepted, Hub, Organisation, User

admin.site.unregister(Group)  # a group is an organisation's; it is never edited by hand
admin.site.site_header = admin.site.site_title = "Family Hubs: evidence and organisations"
admin.site.index_title = "What would you like to look at?"


@admin.register(Organisation)
class OrganisationAdmin(KeptAdmin):
    list_display = ["name", "kind", "partner_role", "sharing_agreement_until", "is_active"]
    list_filter = ["kind", "partner_role", "is_active"]
    search_fields = ["name"]

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        if not change:
            obj.group = new_group()
        super().save_model(request, obj, form, change)


@admin.register(Hub)
class HubAdmin(KeptAdmin):
    list_display = ["name", "postcode", "telephone", "is_open"]
    search_fields = ["name", "postcode"]


class UserForm(forms.ModelForm):
    """A user, with a password set on the first day and left alone where the box is empty."""

    new_password = forms.CharField(
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Leave empty to keep the present one.",
    )

    class Meta:
        model = User
        fields = ["name", "email", "job_title", "organisation", "role", "hub", "is_active"]

    def clean_new_password(self) -> str:
        password = str(self.cleaned_data["new_password"])
        if password:
            validate_password(password, self.instance)
        return password

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Somebody already signs in with this email address.")
        return email


@admin.register(User)
class UserAdmin(KeptAdmin):
    form = UserForm
    list_display = ["name", "email", "organisation", "role", "is_active"]
    list_filter = ["role", "is_active", "organisation"]
    search_fields = ["name", "email"]
    list_select_related = ["organisation"]
    autocomplete_fields = ["organisation"]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if password := form.cleaned_data.get("new_password"):
            obj.set_password(password)
        elif not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        obj.groups.set([obj.organisation.group])


@admin.register(DutyAccepted)
class DutyAcceptedAdmin(EvidenceAdmin):
    list_display = ["user", "organisation", "accepted_at", "until"]
    list_filter = ["organisation"]
    search_fields = ["user__name", "organisation__name"]
    list_select_related = ["user", "organisation"]


@admin.register(AccessEvent)
class AccessEventAdmin(EvidenceAdmin):
    """Registered here because the access log knows nobody, not even who may read it."""

    list_display = ["at", "event", "user_name", "subject", "subject_id", "action", "basis"]
    list_filter = ["event", "subject", "at"]
    search_fields = ["=user_id", "=subject_id"]
    date_hierarchy = "at"
    show_full_result_count = False  # counting twenty million rows is slow and tells nobody much
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccessEvent]:
        named = User.objects.annotate(key=Cast("pk", CharField())).filter(key=OuterRef("user_id"))
        return super().get_queryset(request).annotate(name=Subquery(named.values("name")[:1]))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[AccessEvent], search_term: str
    ) -> tuple[QuerySet[AccessEvent], bool]:
        """By a household's or a person's id as well: their events hold an alias in its place."""
        found, twice = super().get_search_results(request, queryset, search_term)
        if named := aliases.of_id(search_term.strip()):
            found |= queryset.filter(subject_id__in=named)
        return found, twice

    @admin.display(description="user")
    def user_name(self, event: AccessEvent) -> str:
        return getattr(event, "name", None) or event.user_id or "The system"
