"""One page of the form for help (S20)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from familyhubs.design.forms import Form


class Question(Form):
    """One page of the form. Where it is asked for somebody else, `of_somebody` has other words.

    `title` is the page's heading where several answers are asked for on one page.
    """

    title: ClassVar[str] = ""
    title_of_somebody: ClassVar[str] = ""
    of_somebody: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, somebody: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.somebody = somebody
        if somebody:
            for name, words in self.of_somebody.items():
                self.fields[name].label = words
            for shown in self.fields.values():
                if isinstance(shown.widget, forms.TextInput):  # not the writer's own name
                    shown.widget.attrs["autocomplete"] = "off"

    @property
    def heading(self) -> str:
        """What the page asks."""
        title = (self.title_of_somebody or self.title) if self.somebody else self.title
        return title or str(next(iter(self.fields.values())).label)

    @property
    def is_single(self) -> bool:
        """Whether the one question is the heading itself."""
        return not self.title
