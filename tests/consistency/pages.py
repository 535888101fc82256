"""Every address of the site, and who may open it. A new address without a line fails the tests.

Whoever is not named is refused: a visitor is sent to sign in; somebody signed in gets a 404
where they may not see the household at all, else a 403.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from familyhubs.files import kinds
from familyhubs.files.fields import Attachment as Upload
from familyhubs.records.dates import today
from households.actions import (
    attachments,
    corrections,
    identifiers,
    merges,
    people,
    restricted,
    steps,
    team,
)
from households.models import (
    Attachment,
    Correction,
    DetailKind,
    GoalStep,
    HouseholdUserGrant,
    Identifier,
    IdentifierKind,
    LeadAssignment,
    Merge,
    Protection,
    ProtectionKind,
    Relationship,
    Suggestion,
    TeamMember,
)
from households.needs import Need
from referrals.actions import services, uses
from referrals.models import Attendance, Service
from retention.actions import holds
from retention.models import Certificate, Hold, HoldReason
from tests.cast import Cast
from tests.factories import ContactFactory, OfferFactory, PersonFactory

HUB = {"alice", "henry"}
COUNCIL = HUB | {"dana"}  # who sees every household
SCHOOL = {"pat", "paula"}  # who sees the one household that agreed
ELSEWHERE = {"harriet", "charlie"}
SEES = COUNCIL | SCHOOL
SIGNED_IN = SEES | ELSEWHERE | {"ann", "adam"}
VISITOR = "a visitor"
ANYBODY = SIGNED_IN | {VISITOR}
REPORTS = {"henry", "dana", "ann"}

WHO_MAY: dict[str, set[str]] = {
    "organisations:sign-in": ANYBODY,
    "organisations:sign-out": ANYBODY,
    "organisations:health": ANYBODY,
    "organisations:start": SIGNED_IN,
    "design:catalogue": ANYBODY,
    "consent:privacy": ANYBODY,
    "consent:leaflet": ANYBODY,
    "referrals:find-support": ANYBODY,
    "referrals:uses": SEES,
    "referrals:use-begin": HUB | SCHOOL,
    "referrals:use": SEES,
    "referrals:session": HUB | SCHOOL,
    # What a partner recorded it corrects too: tests/referrals/test_whose_service.py.
    "referrals:use-end": HUB,
    "referrals:use-change": HUB,
    "referrals:use-mistake": HUB,
    "referrals:use-restore": HUB,
    "referrals:attendance-correct": HUB,
    "referrals:service": ANYBODY,
    "referrals:ask-for-help": ANYBODY,
    "referrals:accessibility": ANYBODY,
    "retention:public-schedule": ANYBODY,
    "households:list": SEES | ELSEWHERE,
    "households:search": SEES | ELSEWHERE,
    "households:possible-duplicates": HUB,
    "households:possible-duplicate-dismiss": HUB,
    "households:merge": HUB,
    "households:merge-undo": HUB,
    "households:person-merge": HUB,
    "households:take-on": HUB,
    "households:without-lead": HUB,
    "households:caseload": HUB | SCHOOL | ELSEWHERE,
    "households:reviews": HUB | SCHOOL | ELSEWHERE,
    "households:stale": HUB | SCHOOL | ELSEWHERE,
    "households:stale-confirm": HUB | SCHOOL,
    "households:corrections": HUB | SCHOOL | ELSEWHERE,
    "households:to-tell": HUB | SCHOOL | ELSEWHERE,
    "households:overview": SEES,
    "households:print": SEES,
    "households:change": HUB,
    "households:people": SEES,
    "households:person-add": HUB,
    "households:person-also-lives-here": HUB,
    "households:person-correct": HUB | SCHOOL,
    "households:person-protect": HUB,
    "households:person-leave": HUB,
    "households:person-return": HUB,
    "households:stay-correct": HUB,
    "households:relate": HUB,
    "households:address": HUB,
    "households:support-open": HUB,
    "households:support-close": HUB,
    "households:lead-offer": HUB,
    "households:lead-end": HUB,
    "households:lead-answer": SCHOOL,  # it was asked
    "households:lead-withdraw": HUB,
    "households:goals": SEES,
    "households:goal": SEES,
    "households:goal-add": HUB | SCHOOL,
    "households:goal-score": HUB | SCHOOL,
    "households:goal-change": HUB | SCHOOL,
    "households:goal-close": HUB | SCHOOL,
    "households:goal-scale": HUB | SCHOOL,
    "households:goal-rate": HUB | SCHOOL,
    "households:step-add": HUB | SCHOOL,
    "households:step-change": HUB | SCHOOL,
    "households:step-done": HUB | SCHOOL,
    "households:step-drop": HUB | SCHOOL,
    "households:team": SEES,
    "households:team-add": HUB,
    "households:team-add-by-name": HUB,
    "households:team-change": HUB,
    "households:team-end": HUB,
    "households:review-plan": HUB,
    "households:review-held": HUB,
    "households:timeline": SEES,
    "households:contact-add": HUB | SCHOOL,
    "households:contact": SEES,
    # What a partner recorded it corrects too: tests/households/test_contact_scope.py.
    "households:contact-change": HUB,
    "households:contact-attended": HUB,
    "households:contact-told": HUB,
    "households:contact-not-told": HUB,
    "households:contact-mistake": HUB,
    "households:contact-restore": HUB,
    "households:contact-move": HUB,
    "households:contact-versions": COUNCIL,
    "households:attachment-add": HUB,
    "households:attachment-take-away": HUB,
    "households:attachment": SEES,
    "households:person": SEES,
    "households:person-confirm": HUB | SCHOOL,
    "households:people-confirm": HUB | SCHOOL,
    "households:correction-noted": SCHOOL,
    "households:protection-end": HUB,
    "households:protection-mistake": HUB,
    "households:relationship-responsibility": HUB,
    "households:relationship-mistake": HUB,
    "households:identifier-record": HUB,
    "households:uprn-record": HUB,
    "households:identifier-show": HUB | SCHOOL,
    "households:identifier-remove": HUB,
    "households:details": SEES,
    "households:detail-record": HUB,
    "households:detail-relevance": HUB,
    "households:detail-remove": HUB,
    "households:address-correct": HUB,
    "households:address-hide": HUB,
    "households:address-show": COUNCIL,
    "households:who-may-open": {"henry", "dana"},
    "households:restrict": {"henry", "dana"},
    "households:restriction-lift": {"henry", "dana"},
    "households:restriction-name": {"henry", "dana"},
    "households:restriction-unname": {"henry", "dana"},
    "households:history": COUNCIL,
    "households:who-looked": {"henry", "dana"},
    "consent:sharing": SEES,
    "consent:record": HUB,
    "consent:withdraw": HUB,
    "retention:household": COUNCIL,
    "retention:hold-place": {"dana"},
    "retention:hold-lift": {"dana"},
    "retention:due-list": {"dana"},
    "retention:certificates": {"dana"},
    "retention:certificate": {"dana"},
    "reporting:overview": REPORTS,
    "reporting:download": REPORTS,
}
# The one address without a name: it leads from the admin site to the site's own sign-in.
NAMELESS = {"admin/login/"}


@dataclass(frozen=True)
class Address:
    """One address: its name, and the names of what it is made of."""

    name: str
    parts: tuple[str, ...]
    route: str


def addresses() -> list[Address]:
    """Every address but the admin site's, which has a test of its own."""
    return [found for found in _walk(get_resolver(), "", "", ()) if found.route[:6] != "admin/"]


def nameless() -> set[str]:
    return {
        found.route
        for found in _walk(get_resolver(), "", "", ())
        if not found.name.split(":")[-1] and not found.name.startswith("admin:")
    }


def _walk(resolver: URLResolver, spaces: str, route: str, parts: tuple[str, ...]) -> list[Address]:
    found = []
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        names = (*parts, *pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            found.append(Address(f"{spaces}{pattern.name or ''}", names, here))
        else:
            space = f"{spaces}{pattern.namespace}:" if pattern.namespace else spaces
            found += _walk(pattern, space, here, names)
    return found


class World(Cast):
    """The cast, and one of everything an address can name."""

    @cached_property
    def offer(self) -> LeadAssignment:
        return OfferFactory(household=self.household, organisation=self.school, by=self.alice)

    @cached_property
    def step(self) -> GoalStep:
        what = "Ring the school"
        return steps.add(goal=self.goal, words=what, who="Marigold", by_when=today(), by=self.alice)

    @cached_property
    def team_member(self) -> TeamMember:
        role = "Class teacher"
        return team.add(
            household=self.household, worker=self.pat, role=role, since=today(), by=self.alice
        )

    @cached_property
    def attachment(self) -> Attachment:
        contact = ContactFactory(household=self.household, by=self.alice)
        file = Upload("letter.txt", b"Come on Monday", kinds.TEXT)
        return attachments.hang_on(contact=contact, uploads=[file], by=self.alice)[0]

    @cached_property
    def hold(self) -> Hold:
        return holds.place(
            household=self.household, reason=HoldReason.POLICE, review_on=today(), by=self.dana
        )

    @cached_property
    def protection(self) -> Protection:
        return people.protect(
            person=self.child,
            household=self.household,
            kind=ProtectionKind.LOOKED_AFTER,
            since=today(),
            by=self.alice,
        )

    @cached_property
    def identifier(self) -> Identifier:
        return identifiers.record(
            kind=IdentifierKind.UPN,
            number="B801200005001",
            person=self.child,
            household=self.household,
            by=self.alice,
        )

    @cached_property
    def correction(self) -> Correction:
        told = corrections.pass_on(person=self.child, fields=["given_name"], by=self.alice)
        return told[0]

    @cached_property
    def named(self) -> HouseholdUserGrant:
        """Somebody named; the household itself stays open to the others."""
        return restricted.name(household=self.household, user=self.henry, by=self.henry)

    @cached_property
    def certificate(self) -> Certificate:
        from retention.models import ScheduleVersion, SweepRun

        schedule = ScheduleVersion.objects.latest("in_force_from")
        return Certificate.objects.create(
            run=SweepRun.objects.create(as_of=today(), schedule=schedule),
            schedule=schedule,
            record_class="hub",
            rule="Made up",
            subject="0" * 64,
            records=1,
            counts={},
            child_remains=False,
        )

    @cached_property
    def attendance(self) -> Attendance:
        facts: dict[str, Any] = {"household": self.household, "by": self.alice}
        begun = uses.begin(**facts, people=[self.child], started_on=today(), service=self.service)
        return uses.attend(**facts, on=today(), states={begun[0]: "attended"})[0]

    @cached_property
    def service(self) -> Service:
        return services.add(
            name="Stay and play",
            what_it_does="Somewhere warm to play",
            organisation=self.school,
            needs=[Need.HOUSING],
            how_to_get_it="Come in",
            by=None,
        )

    @cached_property
    def suggestion(self) -> Suggestion:
        first, second = sorted((self.mother, self.child), key=lambda person: person.pk)
        suggestion = Suggestion(person=first, other=second, likeness=["same_name"])
        suggestion.keep(by=None, why="Found alike")
        return suggestion

    @cached_property
    def merge(self) -> Merge:
        twice = PersonFactory(household=self.household, given_name="Marigold")
        both = {"kept": self.mother, "merged": twice, "household": self.household}
        return merges.merge_people(**both, take={}, by=self.alice)

    def part(self, address: Address, name: str) -> Any:
        """What stands for a part of an address, such as its goal_id."""
        parts: dict[str, Callable[[], Any]] = {
            "reference": lambda: self.household.reference,
            "person_id": lambda: self.child.pk,
            "goal_id": lambda: self.goal.pk,
            "use_id": lambda: self.attendance.use_id,
            "attendance_id": lambda: self.attendance.pk,
            "contact_id": lambda: self.attachment.contact_id,
            "attachment_id": lambda: self.attachment.pk,
            "member_id": lambda: self.team_member.pk,
            "suggestion_id": lambda: self.suggestion.pk,
            "merge_id": lambda: self.merge.pk,
            "step_id": lambda: self.step.pk,
            "assignment_id": lambda: self.offer.pk,
            "agreement_id": lambda: self.agreement.pk,
            "protection_id": lambda: self.protection.pk,
            "relationship_id": lambda: Relationship.objects.get(person=self.mother).pk,
            "identifier_id": lambda: self.identifier.pk,
            "number": lambda: self.identifier.kind,
            "detail": lambda: DetailKind.RELIGION.value,
            "address_id": lambda: self.address.pk,
            "stay_id": lambda: self.child.memberships.get().pk,
            "correction_id": lambda: self.correction.pk,
            "grant_id": lambda: self.named.pk,
            "retention:certificate": lambda: self.certificate.pk,
            "retention:hold-lift": lambda: self.hold.pk,
            "referrals:service": lambda: self.service.pk,
        }
        return parts[address.name if name == "pk" else name]()
