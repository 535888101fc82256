"""Sensitive details on their page: read where this user may, "Restricted" where not (S14-S17)."""

from dataclasses import dataclass

from familyhubs.keys import sealing
from familyhubs.organisations.rules import Permission
from households import answers, unreadable
from households.loader import OpenHousehold
from households.models import DetailKind, DetailState, Person, SensitiveDetail
from households.models.detail import CATEGORY_OF, NEEDS_RELEVANCE
from households.unreadable import CANNOT_BE_READ


@dataclass(frozen=True)
class Shown:
    """One kind of detail as the page tells it."""

    kind: DetailKind
    restricted: bool
    detail: SensitiveDetail | None = None
    text: str = ""
    relevance_text: str = ""
    unreadable: bool = False

    @property
    def answer(self) -> str:
        """What was said, in words."""
        return CANNOT_BE_READ if self.unreadable else answers.in_words(self.kind, self.text)

    @property
    def relevance(self) -> str:
        return CANNOT_BE_READ if self.unreadable else self.relevance_text

    @property
    def version(self) -> int:
        """For the page that changes it: 0 where nothing was ever recorded."""
        return self.detail.version if self.detail else 0

    @property
    def given(self) -> bool:
        return self.detail is not None and self.detail.state == DetailState.GIVEN

    @property
    def state(self) -> str:
        """What stands where no answer does."""
        if self.detail is None:
            return str(DetailState.NOT_ASKED.label)
        return self.detail.get_state_display()

    @property
    def removable(self) -> bool:
        detail = self.detail
        return detail is not None and (detail.state != DetailState.NOT_ASKED or detail.relevant)

    @property
    def needs_relevance(self) -> bool:
        return self.kind in NEEDS_RELEVANCE


def details(case: OpenHousehold, person: Person) -> list[Shown]:
    """All four kinds, in one query and one look at the keys."""
    allowed = [kind for kind in DetailKind if _may_read(case, person, kind)]
    rows = SensitiveDetail.objects.visible_to(case.user).filter(person=person, kind__in=allowed)
    found = {row.kind: row for row in rows.select_related("person")}
    ring = sealing.keyring([person.data_key] if found else [])
    return [_shown(kind, kind in allowed, found.get(kind), ring) for kind in DetailKind]


def detail(case: OpenHousehold, person: Person, kind: str) -> Shown:
    """One kind, for the form that changes it."""
    return next(shown for shown in details(case, person) if shown.kind == kind)


def _may_read(case: OpenHousehold, person: Person, kind: DetailKind) -> bool:
    category = CATEGORY_OF[kind]
    return case.user.may(Permission.SEE_SENSITIVE) and case.sight.of_person(person.pk, category)


def _shown(
    kind: DetailKind, allowed: bool, row: SensitiveDetail | None, ring: sealing.Keyring
) -> Shown:
    if not allowed or row is None:
        return Shown(kind, restricted=not allowed)
    text, relevance = (unreadable.read(row, field, ring) for field in ("answer", "relevance"))
    return Shown(
        kind,
        restricted=False,
        detail=row,
        text=text or "",
        relevance_text=relevance or "",
        unreadable=text is None or relevance is None,
    )
