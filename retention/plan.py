"""What disposal reaches: every table that holds something of a family, once, child first.

Declared here and nowhere else. `tests/retention/test_plan.py` fails on a model with personal data,
a many-to-many table or a foreign key to a household or a person that is not on the list, so
whoever adds a table answers for it here. History goes with the record it is of.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model

from consent.models import (
    Agreement,
    AgreementRecipient,
    AgreementReview,
    Disclosure,
    EmergencyAccess,
    NoticeGiven,
    Receipt,
    Representation,
    StopNotice,
    Withdrawal,
)
from familyhubs.records.models import history_of
from familyhubs.records.privacy import RecordClass
from households.models import (
    Address,
    Attachment,
    Attainment,
    Contact,
    Correction,
    Episode,
    Goal,
    GoalScale,
    GoalStep,
    Household,
    HouseholdGrant,
    HouseholdUserGrant,
    Identifier,
    Involvement,
    LeadAssignment,
    Membership,
    Merge,
    Person,
    PersonGrant,
    Protection,
    Relationship,
    Reveal,
    Review,
    Score,
    SensitiveDetail,
    Suggestion,
    TeamMember,
)
from referrals.models import (
    Attendance,
    Email,
    Message,
    Referral,
    ReferralOutcome,
    ReferralStep,
    ServiceUse,
    SupportRequest,
    Survey,
    SurveyAnswer,
    YesToReferral,
)
from retention.models import (
    ContractorCertificate,
    Counted,
    DueLine,
    Hold,
    PaperDestruction,
    PaperFile,
    PaperLoan,
    PartnerRecord,
)

HUB, SERVICE = RecordClass.HUB, RecordClass.SERVICE
# In plainer words than the model's own, on a certificate.
WORDS: dict[type[Model], str] = {DueLine: "entry on the list of what comes up for disposal"}


@dataclass(frozen=True)
class Step:
    """One table, and how its rows are reached.

    A row goes with its `household` (a path to its id) when that class's period is over, or with
    any of its `people` (fields) when that person is disposed of. `names` are paths to people the
    row only names: as long as the row is there, they stay. Rows whose `stays_with` person stays
    as a protected child stay too. `about` is the way to the joining table of rows about several
    people: they stay as long as a protected child among them does, and go with the last of them.
    `of_class`: only the rows whose own `record_class` is the step's.
    `file` and `data_key` name the field of a file on the disk, and of a key, that go with the row.
    `logged_as` is what the access log calls such a row: the log's link to it goes with the row.
    """

    model: type[Model]
    record_class: RecordClass
    household: str = ""
    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    stays_with: str = ""
    about: str = ""
    of_class: bool = False
    file: str = ""
    data_key: str = ""
    logged_as: str = ""

    @cached_property
    def history(self) -> type[Model] | None:
        return history_of(self.model)

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def words(self) -> str:
        """The kind of row, for a certificate."""
        meta = self.model._meta
        owner: Any = meta.auto_created
        if owner:
            return f"who is named in: {owner._meta.verbose_name}"
        return WORDS.get(self.model, str(meta.verbose_name))

    @property
    def is_record(self) -> bool:
        """Whether it counts as a record (permissions, joining tables and the lines of the due list
        go with one)."""
        return hasattr(self.model, "privacy") and self.model is not DueLine


PLAN: tuple[Step, ...] = (
    # Hub class: five years (S40).
    Step(PersonGrant, HUB, "involvement__household_id", names=("content_object_id",)),
    Step(HouseholdGrant, HUB, "content_object_id"),
    Step(Involvement.people.through, HUB, "involvement__household_id", names=("person_id",)),
    Step(Involvement, HUB, "household_id"),
    Step(Score, HUB, "goal__household_id"),
    Step(Attainment, HUB, "goal__household_id"),
    Step(GoalScale, HUB, "goal__household_id"),
    Step(GoalStep, HUB, "goal__household_id"),
    Step(Goal, HUB, "household_id"),
    Step(LeadAssignment, HUB, "household_id"),
    Step(Review.family.through, HUB, "review__household_id", names=("person_id",)),
    Step(Review.members.through, HUB, "review__household_id"),
    Step(Review, HUB, "household_id"),
    Step(TeamMember, HUB, "household_id"),
    Step(SurveyAnswer, HUB, "household_id"),
    Step(Survey, HUB, "household_id"),
    Step(DueLine, HUB, "household_id", names=("person_id",), of_class=True),
    # Service class: six years (S38). A protected child's referral, too, goes with the episodes and
    # the agreement; what the child had of it, its services and contacts, stays with the child.
    Step(YesToReferral, SERVICE, "referral__household_id"),
    Step(ReferralOutcome, SERVICE, "referral__household_id"),
    Step(ReferralStep, SERVICE, "referral__household_id"),
    Step(Referral.provided.through, SERVICE, "referral__household_id"),
    Step(Referral.people.through, SERVICE, "referral__household_id", names=("person_id",)),
    Step(Referral, SERVICE, "household_id", names=("discussed_with_id",)),
    Step(StopNotice, SERVICE, "withdrawal__agreement__household_id"),
    Step(Receipt, SERVICE, "agreement__household_id"),
    Step(AgreementReview, SERVICE, "agreement__household_id"),
    Step(Representation, SERVICE, "agreement__household_id"),
    Step(Withdrawal, SERVICE, "agreement__household_id", names=("asked_by_id", "person_id")),
    Step(AgreementRecipient, SERVICE, "agreement__household_id"),
    Step(Agreement.covers.through, SERVICE, "agreement__household_id", names=("person_id",)),
    Step(Agreement, SERVICE, "household_id", names=("given_by_id",)),
    Step(Disclosure.people.through, SERVICE, "disclosure__household_id", names=("person_id",)),
    Step(Disclosure, SERVICE, "household_id", names=("person_at_risk_id",)),
    Step(EmergencyAccess, SERVICE, "household_id"),
    # What a protected child was promised stays with the child.
    Step(NoticeGiven, SERVICE, people=("person_id",)),
    Step(NoticeGiven, SERVICE, "household_id", names=("person_id",), stays_with="person_id"),
    Step(Hold, SERVICE, people=("person_id",)),
    Step(Hold, SERVICE, "household_id"),
    Step(PartnerRecord, SERVICE, "household_id"),
    Step(DueLine, SERVICE, people=("person_id",)),
    Step(DueLine, SERVICE, "household_id", names=("person_id",), stays_with="person_id"),
    Step(Counted, SERVICE, "household_id"),
    Step(HouseholdUserGrant, SERVICE, "content_object_id"),
    Step(Merge, SERVICE, "household_id", names=("kept_person_id", "merged_person_id")),
    Step(Correction, SERVICE, "household_id", names=("person_id",)),
    # A protected child's own paper file stays with the child.
    Step(ContractorCertificate, SERVICE, people=("person_id",), file="stored_as"),
    Step(
        ContractorCertificate,
        SERVICE,
        "household_id",
        names=("person_id",),
        stays_with="person_id",
        file="stored_as",
    ),
    Step(PaperDestruction, SERVICE, people=("person_id",)),
    Step(PaperDestruction, SERVICE, "household_id", names=("person_id",), stays_with="person_id"),
    Step(PaperLoan, SERVICE, people=("person_id",)),
    Step(PaperLoan, SERVICE, "household_id", names=("person_id",), stays_with="person_id"),
    Step(PaperFile, SERVICE, people=("person_id",)),
    Step(PaperFile, SERVICE, "household_id", names=("person_id",), stays_with="person_id"),
    Step(Email, SERVICE, "household_id"),  # those that wait to be sent, too
    Step(Message, SERVICE, "household_id"),
    # What a protected child took part in stays with the child; the others' names go from it.
    Step(Attendance, SERVICE, people=("person_id",)),
    Step(Attendance, SERVICE, "household_id", names=("person_id",), stays_with="person_id"),
    Step(ServiceUse, SERVICE, people=("person_id",)),
    Step(ServiceUse, SERVICE, "household_id", names=("person_id",), stays_with="person_id"),
    # One without a household goes by itself (retention/unplaced.py).
    Step(SupportRequest.services.through, SERVICE, "supportrequest__household_id"),
    Step(
        SupportRequest,
        SERVICE,
        "household_id",
        data_key="data_key",
        logged_as="supportrequest",
    ),
    Step(Attachment, SERVICE, "contact__household_id", about="contact_id", file="stored_as"),
    Step(Contact.people.through, SERVICE, people=("person_id",)),
    Step(
        Contact.people.through,
        SERVICE,
        "contact__household_id",
        names=("person_id",),
        stays_with="person_id",
    ),
    Step(Contact, SERVICE, "household_id", about="pk"),
    Step(Reveal, SERVICE, "household_id", names=("person_id",)),
    Step(Identifier, SERVICE, people=("person_id",)),
    Step(Identifier, SERVICE, "address__household_id"),
    Step(Episode, SERVICE, "household_id"),
    Step(Address, SERVICE, "household_id"),
    # A person's own: six years with the household's, or 75 for a protected child (S39).
    Step(SensitiveDetail, SERVICE, people=("person_id",)),
    Step(Relationship, SERVICE, people=("person_id", "other_id")),
    Step(Protection, SERVICE, people=("person_id",)),
    Step(Suggestion, SERVICE, people=("person_id", "other_id")),
    Step(Membership, SERVICE, people=("person_id",)),
    Step(Membership, SERVICE, "household_id", names=("person_id",), stays_with="person_id"),
    # A duplicate that was merged goes with what it was merged into.
    Step(
        Person,
        SERVICE,
        people=("id", "merged_into_id"),
        data_key="data_key",
        logged_as="person",
    ),
    # Last: what everything hangs on. Where a protected child stays, an empty shell of it stays.
    Step(Household, SERVICE, "merged_into_id", data_key="data_key", logged_as="household"),
    Step(Household, SERVICE, "id", data_key="data_key", logged_as="household"),
)
