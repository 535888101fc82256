"""Every address of the site, and a world that has one of everything an address can name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from consent.actions import agreements
from consent.models import (
    Disclosure,
    EmergencyAccess,
    Notice,
    NoticeKind,
    Receipt,
    StopNotice,
)
from familyhubs.files import kinds
from familyhubs.files.fields import Attachment as Upload
from familyhubs.records.dates import today
from households.actions import (
    attachments,
    corrections,
    identifiers,
    people,
    restricted,
    reviews,
    steps,
    team,
)
from households.categories import Category
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
    Review,
    Suggestion,
    TeamMember,
)
from households.needs import Need
from referrals.actions import messages, services, uses
from referrals.actions.surveying import tickets
from referrals.models import Attendance, Message, MessageKind, Referral, Service, SupportRequest
from tests.consistency.kept import Kept
from tests.factories import ContactFactory, OfferFactory, PersonFactory
from tests.factories.disclosures import DisclosureFactory, EmergencyFactory
from tests.households import merging
from tests.referrals.asking import a_request
from tests.referrals.referring import a_referral


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


class World(Kept):
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
    def review(self) -> Review:
        what = "Go on as now"
        return reviews.hold(
            household=self.household, held_on=today(), decisions=what, by=self.alice
        )

    @cached_property
    def attachment(self) -> Attachment:
        contact = ContactFactory(household=self.household, by=self.alice)
        file = Upload("letter.txt", b"Come on Monday", kinds.TEXT)
        return attachments.hang_on(contact=contact, uploads=[file], by=self.alice)[0]

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
    def receipt(self) -> Receipt:
        return Receipt.objects.get(agreement=self.agreement, withdrawal=None)

    @cached_property
    def stop_notice(self) -> StopNotice:
        """Of health alone, so that the school goes on seeing the household."""
        agreements.withdraw(
            agreement=self.agreement,
            asked_by=self.mother,
            category=Category.HEALTH,
            by=self.alice,
        )
        return StopNotice.objects.get(organisation=self.school)

    @cached_property
    def correction(self) -> Correction:
        told = corrections.pass_on(person=self.child, fields=["given_name"], by=self.alice)
        return told[0]

    @cached_property
    def named(self) -> HouseholdUserGrant:
        """Somebody named; the household itself stays open to the others."""
        return restricted.name(household=self.household, user=self.henry, by=self.henry)

    @cached_property
    def attendance(self) -> Attendance:
        facts: dict[str, Any] = {"household": self.household, "by": self.alice}
        begun = uses.begin(**facts, people=[self.child], started_on=today(), service=self.service)
        return uses.attend(**facts, on=today(), states={begun[0]: "attended"})[0]

    @cached_property
    def message(self) -> Message:
        told = messages.tell(
            kind=MessageKind.REFERRAL_ACCEPTED,
            recipients=[self.alice],
            household=self.household,
            path=self.household.get_absolute_url(),
            by=self.henry,
        )
        return told[0]

    @cached_property
    def survey_link(self) -> str:
        """What stands in it."""
        asked = tickets.Asked(self.household.pk, self.household.hub_id, "review")
        return tickets.issue(asked)

    @cached_property
    def support_request(self) -> SupportRequest:
        return a_request()

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
    def referral(self) -> Referral:
        """To the school, which has not answered."""
        return a_referral(self)

    @cached_property
    def disclosure(self) -> Disclosure:
        """The school's own, so that it may open it too."""
        return DisclosureFactory(household=self.household, by=self.pat)

    @cached_property
    def emergency(self) -> EmergencyAccess:
        """To another household than that of the addresses."""
        return EmergencyFactory(household=self.strangers, by=self.charlie)

    @cached_property
    def suggestion(self) -> Suggestion:
        first, second = sorted((self.mother, self.child), key=lambda person: person.pk)
        suggestion = Suggestion(person=first, other=second, likeness=["same_name"])
        suggestion.keep(by=None, why="Found alike")
        return suggestion

    @cached_property
    def merge(self) -> Merge:
        twice = PersonFactory(household=self.household, given_name="Marigold")
        return merging.people(self, self.mother, twice)

    def part(self, address: Address, name: str) -> Any:
        """What stands for a part of an address, such as its goal_id."""
        parts: dict[str, Callable[[], Any]] = {
            "reference": lambda: self.household.reference,
            "person_id": lambda: self.child.pk,
            "goal_id": lambda: self.goal.pk,
            "use_id": lambda: self.attendance.use_id,
            "attendance_id": lambda: self.attendance.pk,
            "referral_id": lambda: self.referral.pk,
            "organisation_id": lambda: self.school.pk,
            "contact_id": lambda: self.attachment.contact_id,
            "attachment_id": lambda: self.attachment.pk,
            "member_id": lambda: self.team_member.pk,
            "review_id": lambda: self.review.pk,
            "suggestion_id": lambda: self.suggestion.pk,
            "merge_id": lambda: self.merge.pk,
            "step_id": lambda: self.step.pk,
            "assignment_id": lambda: self.offer.pk,
            "agreement_id": lambda: self.agreement.pk,
            "disclosure_id": lambda: self.disclosure.pk,
            "access_id": lambda: self.emergency.pk,
            "receipt_id": lambda: self.receipt.pk,
            "notice_id": lambda: self.stop_notice.pk,
            "version_id": lambda: Notice.objects.get(kind=NoticeKind.PRIVACY).pk,
            "protection_id": lambda: self.protection.pk,
            "relationship_id": lambda: Relationship.objects.get(person=self.mother).pk,
            "identifier_id": lambda: self.identifier.pk,
            "number": lambda: self.identifier.kind,
            "detail": lambda: DetailKind.RELIGION.value,
            "address_id": lambda: self.address.pk,
            "stay_id": lambda: self.child.memberships.get().pk,
            "correction_id": lambda: self.correction.pk,
            "grant_id": lambda: self.named.pk,
            "version": lambda: self.schedule_request.schedule.version,
            "pointer_id": lambda: self.pointer.pk,
            "year": lambda: self.counted.counted_in,
            "request_id": lambda: self.schedule_request.pk,
            "certificate_number": lambda: self.certificate.number,
            "file_id": lambda: self.paper_file.pk,
            "retention:paper-certificate": lambda: self.destroyed_file.pk,
            "retention:paper-scan": lambda: self.destroyed_file.pk,
            "secret": lambda: self.survey_link,
            "message_id": lambda: self.message.pk,
            "line_id": lambda: self.due_line.pk,
            "retention:hold-lift": lambda: self.hold.pk,
            "retention:hold-review": lambda: self.hold.pk,
            "retention:class-hold-lift": lambda: self.class_hold.pk,
            "retention:class-hold-review": lambda: self.class_hold.pk,
            "step": lambda: "needs",
            "support_request": lambda: self.support_request.reference,
            "referrals:service": lambda: self.service.pk,
        }
        return parts[address.name if name == "pk" else name]()
