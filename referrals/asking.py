"""The form for help as a whole: which questions it asks, what is answered, what comes next."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, cast

from django.forms import MultipleChoiceField
from django.http import QueryDict
from django.urls import reverse

from familyhubs.design.dates import PARTS, DateField, spoken
from familyhubs.design.fields import BoundField
from familyhubs.design.parts import Row
from referrals.answers import Answers
from referrals.drafts import Draft
from referrals.forms.asking import NOT_SURE, OF_SOMEBODY, QUESTIONS
from referrals.forms.question import Question
from referrals.models import ForWhom

NOT_GIVEN = "Not given"


@dataclass(frozen=True)
class Asking:
    """The questions of one draft. Answers are kept as typed, and checked anew each time."""

    draft: Draft

    @property
    def is_of_somebody(self) -> bool:
        told = self.draft.said.get("who", {}).get("for_whom", [])
        return told == [ForWhom.SOMEBODY]

    @property
    def steps(self) -> list[str]:
        """The questions that are asked, in order."""
        return [step for step in QUESTIONS if self.is_of_somebody or step not in OF_SOMEBODY]

    def form(self, step: str, typed: QueryDict | None = None) -> Question:
        """One question, with what was typed, else with what was answered before."""
        data = typed if typed is not None else self._answered(step)
        return QUESTIONS[step](data, somebody=self.is_of_somebody)

    def answer(self, step: str, typed: QueryDict) -> None:
        """Take a valid answer into the draft: the question's own fields, no longer than they are
        allowed to be, and nothing else that was sent."""
        kept: dict[str, list[str]] = {}
        for name, asked in QUESTIONS[step].base_fields.items():
            parts = [f"{name}_{part}" for part in PARTS] if isinstance(asked, DateField) else [name]
            for part in filter(typed.__contains__, parts):
                many = isinstance(asked, MultipleChoiceField)
                values = typed.getlist(part) if many else [str(typed.get(part, "")).strip()]
                kept[part] = list(dict.fromkeys(values))
        self.draft.said[step] = kept

    @cached_property
    def forms(self) -> dict[str, Question]:
        """Every question that is asked, as it was answered."""
        return {step: self.form(step) for step in self.steps}

    def unanswered(self) -> str | None:
        """The first question without an answer that still holds."""
        return next((step for step, form in self.forms.items() if not form.is_valid()), None)

    def before(self, step: str) -> str:
        """The question before one; "" for the first."""
        place = self.steps.index(step)
        return self.steps[place - 1] if place else ""

    def rows(self) -> list[Row]:
        """Each answer with the way to change it, for the page on which they are checked."""
        return [
            Row(
                str(form.fields[name].label),
                _in_words(form, name),
                "Change",
                reverse("referrals:asking", args=[step]),
                hidden=f"the answer to \u201c{form.fields[name].label}\u201d",
            )
            for step, form in self.forms.items()
            for name in form.fields
        ]

    def facts(self) -> dict[str, Any]:
        """What a request is made of (`requests.send`). Every question must be answered."""
        typed: dict[str, Any] = {}
        for form in self.forms.values():
            typed |= form.cleaned_data if form.is_valid() else {}
        return {
            "for_whom": typed["for_whom"],
            "needs": [need for need in typed["needs"] if need != NOT_SURE],
            "hub": typed["hub"],
            "best_time": typed["best_time"],
            "answers": Answers.of(typed),
        }

    def _answered(self, step: str) -> QueryDict | None:
        kept = self.draft.said.get(step)
        if kept is None:
            return None
        data = QueryDict(mutable=True)
        for name, values in kept.items():
            data.setlist(name, values)
        return data


def _in_words(form: Question, name: str) -> str:
    value = form.cleaned_data.get(name)
    bound = cast(BoundField, form[name])
    if bound.component in ("radios", "checkboxes"):
        return ", ".join(choice.label for choice in bound.choices if choice.checked)
    if isinstance(value, date):
        return spoken(value)
    return str(value) if value else NOT_GIVEN
