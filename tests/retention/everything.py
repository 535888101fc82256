"""A family with a row in every table that holds something of one.

Whoever adds a model with personal data adds to STORIES what the family lives through so that it
has a row there (here, or beside in filed_and_held.py), each text of it `family.word(...)`. Done
through the public actions, as a page
would do it, on a day in 2019 on which support was open.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from consent.actions import going_on
from consent.representatives import LegalRepresentative
from familyhubs.files import kinds
from familyhubs.files.fields import Attachment as Upload
from familyhubs.records.dates import today
from households.actions import (
    attainment,
    details,
    identifiers,
    leads,
    merges,
    people,
    protections,
    restricted,
    reveals,
    reviews,
    steps,
    suggestions,
    team,
)
from households.models import Correction, Goal, Person, Protection
from referrals.actions import messages, requests, surveys, uses
from referrals.actions.surveying import answering
from referrals.models import MessageKind
from tests.factories import AgreementFactory, ContactFactory
from tests.referrals.asking import a_request
from tests.referrals.directory import a_service
from tests.retention.families import CLOSED, TokenFamily, at
from tests.retention.filed_and_held import (
    a_folder_that_was_shredded,
    a_hold_that_was_lifted,
    a_partner_with_records_of_its_own,
)
from tests.retention.nights import a_disposal_that_was_refused
from tests.retention.referred import a_referral_that_was_finished, a_referral_to_the_council

DAY = date(2019, 6, 3)
SOON = timedelta(days=14)
PUPIL = "B801200005001"


def a_note_with_a_file(family: TokenFamily) -> None:
    """Contact, Attachment."""
    ContactFactory(
        household=family.household,
        people=[family.mother, family.child],
        on=today(),
        note=family.word("note"),
        source="other",
        source_name=family.word("teacher"),
        received_on=today(),
        uploads=[
            Upload(f"{family.word('letter')}.txt", family.word("inside").encode(), kinds.TEXT)
        ],
        by=family.cast.alice,
    )


def services(family: TokenFamily) -> None:
    """ServiceUse, Attendance."""
    by = family.cast.alice
    (use,) = uses.begin(
        household=family.household,
        people=[family.child],
        service_name=family.word("choir"),
        started_on=today(),
        by=by,
    )
    uses.attend(household=family.household, on=today(), states={use: "attended"}, by=by)
    uses.end(
        use=use,
        ended_on=today(),
        outcome="completed",
        outcome_note=family.word("outcome"),
        seen_version=use.version,
        by=by,
    )


def a_request_of_theirs(family: TokenFamily) -> None:
    """SupportRequest, and services beside it: no action leaves both today, and both would go."""
    by, asked = family.cast.alice, a_request(words=family.word("asked"))
    asked.services.add(a_service(organisation=family.cast.school))
    requests.join(request=asked, household=family.household, by=by)


def numbers_and_details(family: TokenFamily) -> None:
    """Identifier, Reveal, SensitiveDetail."""
    by = family.cast.alice
    number = identifiers.record(
        kind="upn", number=PUPIL, household=family.household, person=family.child, by=by
    )
    reveals.show_identifier(
        identifier=number,
        household=family.household,
        reason=family.word("asked"),
        by=by,
        basis="council",
    )
    details.record(
        person=family.child,
        household=family.household,
        kind="health",
        answer=family.word("asthma"),
        relevance=family.word("relevant"),
        by=by,
    )


def sharing_that_went_on(family: TokenFamily) -> None:
    """Representation, AgreementReview; and Correction: the school could see what was wrong."""
    by = family.cast.alice
    agreement = AgreementFactory(
        household=family.household,
        recipients=[family.cast.school],
        covers=[family.mother],
        purpose=family.word("again"),
        representative=LegalRepresentative(
            name=family.word("attorney"),
            relation=family.word("aunt"),
            evidence="court_order",
            reference=family.word("case-number"),
            seen_on=today(),
        ),
        by=by,
    )
    going_on.confirm(
        agreement=agreement, next_on=today() + SOON, note=family.word("goes-on"), by=by
    )
    mother = Person.objects.get(pk=family.mother.pk)
    people.correct(
        person=mother,
        household=family.household,
        seen_version=mother.version,
        by=by,
        why=family.word("misheard"),
        preferred_name=family.word("Kit"),
    )
    assert Correction.objects.exists()


def a_goal_in_full(family: TokenFamily) -> None:
    """GoalStep, GoalScale, Attainment."""
    by, goal = family.cast.alice, Goal.objects.get(household=family.household)
    steps.add(
        goal=goal,
        words=family.word("step"),
        who=family.word("who"),
        by_when=today() + SOON,
        by=by,
    )
    levels = ("much_less", "less", "expected", "better", "much_better")
    words: dict[str, Any] = {level: family.word(level.replace("_", "-")) for level in levels}
    attainment.set_scale(
        goal=goal,
        importance=1,
        difficulty=1,
        by=by,
        **words,
    )
    attainment.rate(goal=goal, on=today(), level=0, by=by)


def a_team_that_met(family: TokenFamily) -> None:
    """TeamMember, Review."""
    by = family.cast.alice
    member = team.add(
        household=family.household,
        role="other",
        name=family.word("Nora"),
        organisation=family.cast.school,
        since=today(),
        by=by,
    )
    reviews.hold(
        household=family.household,
        held_on=today(),
        decisions=family.word("decided"),
        apologies=family.word("apologies"),
        members=[member],
        family=[family.mother],
        by=by,
    )


def somebody_recorded_twice(family: TokenFamily) -> None:
    """Suggestion, Merge."""
    by, twin, friend = family.cast.alice, family.add("Twin"), family.add("Friend")
    suggestions.somebody_else(person=friend, others=[(family.mother, ["name"])], by=by)
    child = Person.objects.get(pk=family.child.pk)
    merges.merge_people(
        kept=child, merged=twin, household=family.household, take={}, agreed=True, by=by
    )


def a_time_on_a_plan(family: TokenFamily) -> None:
    """Protection: recorded by mistake, or the child's record would stay for 75 years."""
    family.protect(family.child)
    protections.mark_mistake(
        protection=Protection.objects.get(person=family.child),
        reason=family.word("mistaken"),
        household=family.household,
        by=family.cast.henry,
    )


def a_lead_that_said_no(family: TokenFamily) -> None:
    """The words of a LeadAssignment."""
    offer = leads.offer(
        household=family.household,
        organisation=family.cast.school,
        reason=family.word("please"),
        by=family.cast.alice,
    )
    leads.decline(assignment=offer, reason=family.word("busy"), by=family.cast.pat)


def what_colleagues_were_told(family: TokenFamily) -> None:
    """Message, Email: one that is sent, and one to somebody outside that waits still."""
    by = family.cast.alice
    messages.tell(
        kind=MessageKind.REFERRAL_ACCEPTED,
        recipients=[family.cast.henry],
        household=family.household,
        path=f"/{family.word('where')}",
        by=by,
    )
    messages.write_to(
        kind=MessageKind.SURVEY,
        address=f"{family.word('kit')}@family.example",
        link=f"https://hubs.example/{family.word('link')}",
        household=family.household,
        by=by,
    )


def how_the_support_was(family: TokenFamily) -> None:
    """Survey, SurveyAnswer: the family lets it stand in its record."""
    by = family.cast.alice
    said: dict[str, Any] = {"household": family.household, "occasion": "review", "by": by}
    surveys.ask(**said, way="paper", worker_says="a_lot")
    answering.from_paper(**said, hub=family.household.hub, family_says="a_little")


def a_colleagues_family(family: TokenFamily) -> None:
    """HouseholdUserGrant."""
    restricted.restrict(
        household=family.household, reason=family.word("colleague"), by=family.cast.alice
    )


STORIES: tuple[Callable[[TokenFamily], None], ...] = (
    a_note_with_a_file,
    services,
    a_referral_that_was_finished,
    a_referral_to_the_council,
    a_request_of_theirs,
    numbers_and_details,
    sharing_that_went_on,
    a_lead_that_said_no,
    a_goal_in_full,
    a_team_that_met,
    somebody_recorded_twice,
    a_time_on_a_plan,
    a_hold_that_was_lifted,
    a_disposal_that_was_refused,
    a_folder_that_was_shredded,
    a_partner_with_records_of_its_own,
    what_colleagues_were_told,
    how_the_support_was,
    a_colleagues_family,
)


def live_through(family: TokenFamily) -> TokenFamily:
    """Every story, and then support closes."""
    with at(DAY):
        for story in STORIES:
            with transaction.atomic():
                story(family)
    family.close(CLOSED)
    return family
