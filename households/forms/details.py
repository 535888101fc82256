"""Sensitive details, each kind with its own form (S14 to S17)."""

from typing import Any

from django import forms

from familyhubs.design.forms import Radios, Textarea, TextInput
from households.answers import IN_OWN_WORDS, LONGEST_WORDS, Answer, choices_of, in_words
from households.forms.fields import VersionedForm
from households.models import DetailKind, DetailState

LONGEST_TEXT = 4000
LONGEST_RELEVANCE = 1000
WHY_IT_MATTERS = "Why it matters"


class RelevanceForm(VersionedForm):
    """Why a detail matters to the support: asked before the question itself (S17)."""

    relevance = forms.CharField(
        label="Why does it matter to the support?",
        max_length=LONGEST_RELEVANCE,
        widget=Textarea(rows=3),
        help_text="The privacy notice promises that this is kept only where it is relevant.",
        error_messages={"required": "Enter why it matters to the support"},
    )

    @property
    def typed(self) -> dict[str, str]:
        """What is sealed of it, by the name it has on the page."""
        return {WHY_IT_MATTERS: self.cleaned_data["relevance"]}


class WordsForm(VersionedForm):
    """Health and money: what is known, and never without why it matters (S14, S15)."""

    answer = forms.CharField(
        max_length=LONGEST_TEXT,
        widget=Textarea(rows=6),
        error_messages={"required": "Enter what should be kept"},
    )
    relevance = RelevanceForm.base_fields["relevance"]

    def __init__(self, *args: Any, kind: DetailKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = (
            "What should those who help know about their health?"
            if kind == DetailKind.HEALTH
            else "What should those who help know about their money?"
        )

    @property
    def typed(self) -> dict[str, str]:
        """What is sealed of it, by the name it has on the page."""
        said = self.cleaned_data
        return {"Answer": said["answer"], WHY_IT_MATTERS: said["relevance"]}

    @property
    def answered(self) -> dict[str, Any]:
        """For `details.record`."""
        data = self.cleaned_data
        said = {"answer": data["answer"], "relevance": data["relevance"]}
        return {"state": DetailState.GIVEN, **said, "seen_version": data["version"]}


class AnswerForm(VersionedForm):
    """Ethnic origin and religion: one of the list, or not asked, or prefers not to say."""

    state = forms.ChoiceField(
        label="What did they say?",
        choices=[
            (DetailState.GIVEN, "They gave an answer"),
            (DetailState.PREFERS_NOT_TO_SAY, "They prefer not to say"),
            (DetailState.NOT_ASKED, "Not asked"),
        ],
        widget=Radios(),
        error_messages={"required": "Select what they said"},
    )
    answer = forms.ChoiceField(
        label="Their answer",
        required=False,
        help_text="Choose one, if they gave an answer",
        error_messages={"invalid_choice": "Choose an answer from the list"},
    )
    own_words = forms.CharField(
        label="In their own words",
        max_length=LONGEST_WORDS,
        required=False,
        widget=TextInput(width=20, autocomplete="off"),
        help_text="Only with an answer that begins \u201cAny other\u201d, or African",
    )

    def __init__(self, *args: Any, kind: DetailKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        answer: Any = self.fields["answer"]
        answer.choices = [("", "Choose an answer"), *choices_of(kind)]
        if kind == DetailKind.RELIGION:
            self.fields[
                "own_words"
            ].help_text = "Only with \u201cAny other religion or belief\u201d"

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data.get("state") == DetailState.GIVEN
        code, words = (self.cleaned_data.get(name, "") for name in ("answer", "own_words"))
        if given and not code and "answer" not in self.errors:
            self.add_error("answer", "Choose their answer from the list")
        if not given and (code or words):
            self.add_error("answer", "Choose no answer unless they gave one")
        if given and words and code and code not in IN_OWN_WORDS:
            self.add_error("own_words", "This answer has no room for other words: leave it empty")

    @property
    def typed(self) -> dict[str, str]:
        """What is sealed of it, by the name it has on the page."""
        return {"Answer": in_words(self.kind, self.answered["answer"])}

    @property
    def answered(self) -> dict[str, Any]:
        """For `details.record`."""
        data = self.cleaned_data
        kept = Answer(data["answer"], data["own_words"]).kept if data["answer"] else ""
        return {"state": data["state"], "answer": kept, "seen_version": data["version"]}
