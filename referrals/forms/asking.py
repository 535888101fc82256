"""The questions of the form for help, one a page, in plain English (S20).

Each asks only what a worker needs to ring back, and to see whether the family is known (S41).
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from familyhubs.design.choices import choose_among
from familyhubs.design.forms import (
    Checkboxes,
    DateField,
    EmailInput,
    Radios,
    TelInput,
    Textarea,
    TextInput,
)
from familyhubs.organisations.models import Hub
from households.forms.fields import PostcodeField, TelephoneField, column_width
from households.models import Person
from households.needs import Need
from referrals.forms.question import Question
from referrals.models import BestTime, ForWhom

NOT_SURE = "not_sure"
TALK_FIRST = (
    "Talk to them first: we can only be asked for somebody who knows of it. If you are worried "
    "about a child, use the telephone numbers on the page \u201cAsk for help\u201d"
)
ONE_WAY = "Enter a telephone number or an email address, so that we can answer"
WIDTHS = {name: column_width(Person, name) for name in ("given_name", "email", "interpreter")}


class WhoQuestion(Question):
    for_whom = forms.ChoiceField(
        label="Who do you need help for?",
        choices=ForWhom,
        widget=Radios(hints={ForWhom.SOMEBODY: "A relative, a neighbour, a child you work with"}),
        error_messages={"required": "Select who you need help for"},
    )


class KnowsQuestion(Question):
    they_know = forms.ChoiceField(
        label="Do they know that you are asking for them?",
        help_text="We ring them and say that you asked.",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(),
        error_messages={"required": "Select yes if they know that you are asking"},
    )

    def clean_they_know(self) -> str:
        answer: str = self.cleaned_data["they_know"]
        if answer == "no":
            raise forms.ValidationError(TALK_FIRST)
        return answer


class AskerQuestion(Question):
    title = "Who are you?"
    names = {"asker_relation": "how you know them"}
    mark_optional = False  # one of the two ways to reach them is needed

    asker_name = forms.CharField(
        label="Your name",
        max_length=160,
        widget=TextInput(autocomplete="name"),
        error_messages={"required": "Enter your name"},
    )
    asker_relation = forms.CharField(
        label="How do you know them?",
        help_text="For example, I am their grandmother, their neighbour or their teacher",
        max_length=120,
        error_messages={"required": "Enter how you know them"},
    )
    asker_telephone = TelephoneField(
        label="Your telephone number",
        help_text="Enter at least one of the two.",
        required=False,
        widget=TelInput(),
    )
    asker_email = forms.EmailField(
        label="Your email address",
        help_text="We send your reference there, and nothing of them or you.",
        required=False,
        max_length=WIDTHS["email"],
        widget=EmailInput(),
    )

    def __init__(self, *args: Any, somebody: bool = False, **kwargs: Any) -> None:
        """The writer's own details, whoever it is for."""
        super().__init__(*args, somebody=False, **kwargs)

    def clean(self) -> None:
        super().clean()
        if not self.errors and not _reached(self, "asker_telephone", "asker_email"):
            self.add_error("asker_telephone", ONE_WAY)


class NeedsQuestion(Question):
    of_somebody: ClassVar[Mapping[str, str]] = {"needs": "What do they need help with?"}

    needs = forms.MultipleChoiceField(
        label="What do you need help with?",
        help_text="Select all that fit.",
        choices=[*Need.choices, (NOT_SURE, "Not sure, or something else")],
        widget=Checkboxes(),
        error_messages={"required": "Select what help is needed, or \u201cNot sure\u201d"},
    )


class WordsQuestion(Question):
    words = forms.CharField(
        label="What would you like us to know?",
        help_text="Say only what you want to say. You can leave this empty.",
        max_length=2000,
        required=False,
        widget=Textarea(rows=6),
    )


class NameQuestion(Question):
    title, title_of_somebody = "What is your name?", "What is their name?"
    mark_optional = False

    given_name = forms.CharField(
        label="First name",
        max_length=WIDTHS["given_name"],
        widget=TextInput(autocomplete="given-name"),
        error_messages={"required": "Enter a first name"},
    )
    family_name = forms.CharField(
        label="Last name",
        max_length=WIDTHS["given_name"],
        widget=TextInput(autocomplete="family-name"),
        error_messages={"required": "Enter a last name"},
    )


class BornQuestion(Question):
    of_somebody: ClassVar[Mapping[str, str]] = {"date_of_birth": "What is their date of birth?"}
    names = {"date_of_birth": "the date of birth"}

    date_of_birth = DateField(
        label="What is your date of birth?",
        past=True,
        required=False,
        help_text="For example, 27 3 1991. It tells us whether we have met before.",
    )


class HomeQuestion(Question):
    of_somebody: ClassVar[Mapping[str, str]] = {"postcode": "What is their postcode?"}
    names = {"postcode": "the postcode"}

    postcode = PostcodeField(
        label="What is your postcode?",
        help_text="Leave it empty where there is no fixed address, or you would rather not say.",
        required=False,
        widget=TextInput(width=10, autocomplete="postal-code"),
    )


class ReachQuestion(Question):
    title, title_of_somebody = "How can we reach you?", "How can we reach them?"
    mark_optional = False  # one of the two is needed, unless whoever asks can be reached

    telephone = TelephoneField(
        label="Telephone number",
        help_text="Enter at least one of the two.",
        required=False,
        widget=TelInput(),
    )
    email = forms.EmailField(
        label="Email address",
        help_text="We send your reference there. Leave it empty if somebody else reads it who must "
        "not know.",
        required=False,
        max_length=WIDTHS["email"],
        widget=EmailInput(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.somebody:
            self.fields["telephone"].help_text = "Leave both empty if we should ring you first."

    def clean(self) -> None:
        """Of somebody else, it is enough to reach whoever asks."""
        super().clean()
        if not self.errors and not self.somebody and not _reached(self, "telephone", "email"):
            self.add_error("telephone", ONE_WAY)


class SafeQuestion(Question):
    of_somebody: ClassVar[Mapping[str, str]] = {
        "contact_warning": "Is there anything we must know before we contact them?"
    }
    names = {"contact_warning": "what we must know"}

    contact_warning = forms.CharField(
        label="Is there anything we must know before we contact you?",
        help_text="For example, only ring in the mornings, or do not leave a message.",
        max_length=column_width(Person, "contact_warning"),
        required=False,
        widget=Textarea(rows=3),
    )


class LanguageQuestion(Question):
    of_somebody: ClassVar[Mapping[str, str]] = {
        "interpreter": "Do they need an interpreter, or help to communicate?"
    }
    names = {"interpreter": "the language or help"}

    interpreter = forms.CharField(
        label="Do you need an interpreter, or help to communicate?",
        help_text="For example, Tigrinya or British Sign Language. Leave it empty for no.",
        max_length=WIDTHS["interpreter"],
        required=False,
    )


class HubQuestion(Question):
    of_somebody: ClassVar[Mapping[str, str]] = {"hub": "Which family hub would they rather go to?"}

    hub = forms.ModelChoiceField(
        label="Which family hub would you rather go to?",
        queryset=Hub.objects.none(),
        required=False,
        blank=True,
        empty_label="I do not mind",
        widget=Radios(),
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_among(self, "hub", Hub.objects.filter(is_open=True))


class TimeQuestion(Question):
    of_somebody: ClassVar[Mapping[str, str]] = {"best_time": "When is a good time to ring them?"}

    best_time = forms.ChoiceField(
        label="When is a good time to ring you?",
        choices=BestTime,
        widget=Radios(),
        error_messages={"required": "Select a good time"},
    )


def _reached(form: forms.Form, *names: str) -> bool:
    return any(form.cleaned_data.get(name) for name in names)


# By the part of the address, in the order in which they are asked.
QUESTIONS: dict[str, type[Question]] = {
    "who": WhoQuestion,
    "they-know": KnowsQuestion,
    "you": AskerQuestion,
    "needs": NeedsQuestion,
    "words": WordsQuestion,
    "name": NameQuestion,
    "born": BornQuestion,
    "home": HomeQuestion,
    "reach": ReachQuestion,
    "safe": SafeQuestion,
    "language": LanguageQuestion,
    "hub": HubQuestion,
    "time": TimeQuestion,
}
OF_SOMEBODY = frozenset({"they-know", "you"})
