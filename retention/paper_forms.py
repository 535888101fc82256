"""What is typed about paper files."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from familyhubs.design.choices import choose_among
from familyhubs.design.forms import (
    DateField,
    EmailInput,
    Form,
    Radios,
    Textarea,
    TextInput,
)
from familyhubs.files.fields import AttachmentField
from familyhubs.organisations.models import Hub, User
from familyhubs.records.dates import today
from households.forms.fields import VersionedForm, WhyField, column_width, full_name
from households.models import Person
from retention.models import (
    ContractorCertificate,
    Destroyed,
    PaperDestruction,
    PaperFile,
    PaperLoan,
)

ME, COLLEAGUE, OTHER = "me", "colleague", "other"
MOST_VOLUMES = 99


class PlaceForm(Form):
    """Where a file is kept."""

    hub = forms.ModelChoiceField(label="Where is it kept?", queryset=None, required=False)
    place = forms.CharField(
        label="Room and shelf",
        max_length=column_width(PaperFile, "place"),
        help_text="For example 'records room, shelf 4'. It is shown on lists: do not name anybody.",
        error_messages={"required": "Enter the room and shelf, or where else it is kept"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "hub", Hub.objects.all())
        self.fields["hub"].empty_label = "Not at a hub"  # type: ignore[attr-defined]


class CoverForm(Form):
    """What the cover says, and what is in it."""

    names = {"volumes": "the number of volumes"}

    label = forms.CharField(
        label="Label on the cover",
        max_length=column_width(PaperFile, "label"),
        help_text="As it stands there, for example a number. It is shown on lists: do not name "
        "anybody.",
        error_messages={"required": "Enter what the cover says"},
    )
    contents = forms.CharField(
        label="What is in it?",
        max_length=column_width(PaperFile, "contents"),
        required=False,
        help_text="In a few words, for example 'letters and consent forms, 2016 to 2019'",
        widget=Textarea(rows=2),
    )
    volumes = forms.IntegerField(
        label="How many volumes?",
        min_value=1,
        max_value=MOST_VOLUMES,
        initial=1,
        widget=TextInput(width=2, inputmode="numeric"),
    )


class RegisterFileForm(PlaceForm, CoverForm):
    names = {**CoverForm.names, "registered_on": "the day it was registered"}

    person = forms.ModelChoiceField(
        label="Is it about one person alone?",
        queryset=None,
        required=False,
        help_text="The file of a child who was looked after or on a child protection plan is kept "
        "as long as that child's record, 75 years.",
    )
    registered_on = DateField(
        label="Registered on",
        past=True,
        initial=today,
        help_text="An earlier day, if another register has it since then",
    )
    field_order = ("label", "person", "contents", "volumes", "hub", "place", "registered_on")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "person", people, words=full_name)
        self.fields["person"].empty_label = "No, about the household"  # type: ignore[attr-defined]


class MoveFileForm(PlaceForm, VersionedForm):
    why = forms.CharField(
        label="Why is it moved?", max_length=200, required=False, help_text="Kept in its history"
    )


class CorrectFileForm(CoverForm, VersionedForm):
    why = WhyField()


class FileMistakeForm(Form):
    why = forms.CharField(
        label="What was wrong?",
        max_length=200,
        help_text="For example 'the file is another family's'. Do not name that family.",
        error_messages={"required": "Enter what was wrong"},
    )


class LostForm(VersionedForm):
    names = {"lost_on": "the day since when it is missing"}

    lost_on = DateField(label="Missing since", past=True, initial=today)
    lost_note = forms.CharField(
        label="What was done to find it?",
        max_length=column_width(PaperFile, "lost_note"),
        widget=Textarea(rows=3),
        error_messages={"required": "Enter what was done to find it"},
    )


class FoundForm(PlaceForm, VersionedForm):
    """It is back: where it is kept from now on."""


class CheckOutForm(Form):
    """Who takes it: a user by the address they sign in with, so that no list of all is loaded."""

    names = {
        "to": "who takes it",
        "lent_on": "the day it was checked out",
        "due_on": "the day it is due back",
    }
    mark_optional = False

    to = forms.ChoiceField(
        label="Who takes it?",
        choices=[(ME, "I do"), (COLLEAGUE, "Somebody who signs in here"), (OTHER, "Somebody else")],
        widget=Radios(),
        initial=ME,
    )
    email = forms.EmailField(
        label="Their work email address",
        required=False,
        help_text="If somebody who signs in here takes it",
        widget=EmailInput(autocomplete="off"),
    )
    to_name = forms.CharField(
        label="Their name",
        max_length=column_width(PaperLoan, "to_name"),
        required=False,
        help_text="If somebody else takes it, for example a solicitor",
    )
    to_organisation = forms.CharField(
        label="Their organisation",
        max_length=column_width(PaperLoan, "to_organisation"),
        required=False,
    )
    why = forms.CharField(
        label="What for?",
        max_length=column_width(PaperLoan, "why"),
        error_messages={"required": "Enter what it is taken for"},
    )
    lent_on = DateField(label="Checked out on", past=True, initial=today)
    due_on = DateField(label="Due back on")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> None:
        """`to_user`, or `to_name` and `to_organisation`: what the other answers say is left out."""
        super().clean()
        said = self.cleaned_data
        to, email = said.pop("to", None), said.pop("email", None)
        said["to_user"] = self.user if to == ME else None
        if to == COLLEAGUE and "email" not in self.errors:
            said["to_user"] = self._signs_in(email)
        if to == OTHER:
            for name, words in (("to_name", "name"), ("to_organisation", "organisation")):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, f"Enter their {words}")
        else:
            said["to_name"] = said["to_organisation"] = ""

    def _signs_in(self, email: str | None) -> User | None:
        if not email:
            self.add_error("email", "Enter their work email address")
            return None
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None:
            self.add_error(
                "email", "Nobody signs in with this address. Check it with them, then try again"
            )
        return user


class PutOffForm(VersionedForm):
    names = {"due_on": "the day it is due back"}

    due_on = DateField(label="Due back on", future=True)
    why = forms.CharField(
        label="Why do they keep it longer?",
        max_length=200,
        help_text="It is kept in the history.",
        error_messages={"required": "Enter why they keep it longer"},
    )


class CheckInForm(PlaceForm, VersionedForm):
    names = {"returned_on": "the day it was checked in"}

    returned_on = DateField(label="Checked in on", past=True, initial=today)
    field_order = ("returned_on", "hub", "place")


class CertificateForm(Form):
    """What a contractor certified."""

    number = forms.CharField(
        label="Number of the contractor's certificate",
        max_length=column_width(ContractorCertificate, "number"),
        required=False,
        help_text="Where a contractor destroyed it: the number, the certificate itself, or both",
    )
    scan = AttachmentField(label="The certificate, scanned", required=False)


class AddCertificateForm(CertificateForm, VersionedForm):
    """It came later, or its number was wrong."""


class DestroyForm(CertificateForm):
    """By whom, how and when."""

    names = {"on": "the day it was destroyed", "how": "how it was destroyed"}

    how = forms.ChoiceField(
        label="How was it destroyed?",
        choices=[one for one in Destroyed.choices if one[0] != Destroyed.WRITTEN_OFF],
        widget=Radios(),
    )
    by_whom = forms.CharField(
        label="By whom?",
        max_length=column_width(PaperDestruction, "by_whom"),
        help_text="The person or the firm",
        error_messages={"required": "Enter who destroyed it"},
    )
    on = DateField(label="On which day?", past=True, initial=today)
    field_order = ("how", "by_whom", "on", "number", "scan")

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("how") not in (None, Destroyed.CONTRACTOR):
            for name in ("number", "scan"):
                if self.cleaned_data.get(name):
                    self.add_error(name, "Leave this empty, or select that a contractor did it")


class WriteOffForm(Form):
    """A file that nobody finds is not waited for any longer."""

    sure = forms.BooleanField(
        label="Everything was done to find it, and it is not to be found",
        error_messages={"required": "Say that everything was done to find it"},
    )

    def clean(self) -> None:
        super().clean()
        self.cleaned_data.pop("sure", None)
