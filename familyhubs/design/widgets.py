"""The inputs to write in a form, where Django's own are not enough.

name = forms.CharField(widget=TextInput(width=20, autocomplete="name"))
cost = forms.DecimalField(widget=TextInput(width=5, inputmode="decimal", prefix="£"))
how = forms.ChoiceField(choices=..., widget=Radios(inline=True))
"""

from collections.abc import Mapping
from typing import Any, Literal

from django import forms

Width = Literal[2, 3, 4, 5, 10, 20, 30]
Mode = Literal["", "numeric", "decimal", "tel", "email", "search"]


class TextInput(forms.TextInput):
    """One line of text: `width` in characters, words before and after it, and its keyboard."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        width: Width | None = None,
        inputmode: Mode = "",
        autocomplete: str = "",
        spellcheck: bool | None = None,
        prefix: str = "",
        suffix: str = "",
    ) -> None:
        given = dict(attrs or {})
        if width:
            given["class"] = f"{given.get('class', '')} govuk-input--width-{width}".strip()
        if inputmode:
            given["inputmode"] = inputmode
        if autocomplete:
            given["autocomplete"] = autocomplete
        if spellcheck is not None:
            given["spellcheck"] = "true" if spellcheck else "false"
        self.prefix, self.suffix = prefix, suffix
        super().__init__(given)


class EmailInput(TextInput):
    """An email address."""

    input_type = "email"

    def __init__(self, attrs: dict[str, Any] | None = None, **options: Any) -> None:
        super().__init__(attrs, **{"autocomplete": "email", "spellcheck": False, **options})


class TelInput(TextInput):
    """A telephone number."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None, **options: Any) -> None:
        super().__init__(attrs, **{"autocomplete": "tel", "width": 20, **options})


class Textarea(forms.Textarea):
    """Several lines. A `max_length` on the field shows how many characters are left."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 5) -> None:
        super().__init__({"rows": rows, **(attrs or {})})
        self.attrs.pop("cols")


class Radios(forms.RadioSelect):
    """One of a few. `hints` maps a value to words under its button."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        inline: bool = False,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        self.inline, self.hints = inline, dict(hints or {})
        super().__init__(attrs, choices)


class Checkboxes(forms.CheckboxSelectMultiple):
    """Any of a few. `hints` maps a value to words under its box."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        self.hints = dict(hints or {})
        super().__init__(attrs, choices)
