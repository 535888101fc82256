"""The people who sign in: one organisation and one role each."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from familyhubs.organisations.models.organisation import Hub, Organisation


class Role(models.TextChoices):
    HUB_WORKER = "hub_worker", "Hub worker"
    HUB_MANAGER = "hub_manager", "Hub manager"
    PARTNER_WORKER = "partner_worker", "Partner worker"
    PARTNER_MANAGER = "partner_manager", "Partner manager"
    DPO = "dpo", "Data protection officer"
    ANALYST = "analyst", "Analyst"
    ADMINISTRATOR = "administrator", "Administrator"


PARTNER_ROLES = frozenset({Role.PARTNER_WORKER, Role.PARTNER_MANAGER})
ADMIN_SITE_ROLES = frozenset({Role.DPO, Role.ADMINISTRATOR})


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user with one organisation and role. `password=None` makes one that cannot sign in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Sign-in names are compared without regard to capitals."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. Never deleted, only made inactive: records name who wrote them."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="users")
    role = models.CharField(max_length=20, choices=Role)
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, null=True, blank=True)
    is_active = models.BooleanField("may sign in", default=True)
    # The access log says who signed in and when; each sign-in would be a row of history here.
    last_login = None
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    history = HistoricalRecords(
        history_id_field=models.BigAutoField(primary_key=True),
        excluded_fields=["password"],
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        from django.core.exceptions import ValidationError

        if self.organisation_id and self.organisation.is_council == self.is_partner:
            raise ValidationError(
                {"role": "A partner's people have a partner role, the council's people do not."}
            )

    @property
    def is_partner(self) -> bool:
        return self.role in PARTNER_ROLES

    @property
    def is_staff(self) -> bool:
        """Whether the admin site opens for this person."""
        return self.role in ADMIN_SITE_ROLES

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's question; nobody is a superuser by flag here, see `rules`."""
        return self.is_active and super().has_perm(perm, obj)

    def may(self, permission: str) -> bool:
        """Whether the role allows this at all; which records, `visible_to` says."""
        from familyhubs.organisations.rules import allows

        return self.is_active and allows(self.role, permission)
