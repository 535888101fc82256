"""Error messages in the GOV.UK manner: "Enter a postcode", "Select a hub", "Age must be ..."."""

from collections.abc import Mapping

from django import forms

from familyhubs.design.dates import DateField

SELECTS = (
    forms.RadioSelect,
    forms.Select,
    forms.CheckboxInput,
    forms.CheckboxSelectMultiple,
    forms.FileInput,
)


def mid_sentence(label: str) -> str:
    """Return a label as it stands in a sentence: "full name", but still "NHS number"."""
    text = label.strip().rstrip("?:").strip()
    if text[1:2].isupper() or text[1:2] in ("", " ", "."):
        return text
    return text[:1].lower() + text[1:]


def first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def wording(field: forms.Field, name: str) -> dict[str, str]:
    """Return the message for each error code that Django's own field may give."""
    subject = first_up(name)
    verb = "Select" if isinstance(field.widget, SELECTS) else "Enter"
    unlisted = f"{verb} {name} from the list"
    said = {
        "required": f"{verb} {name}",
        "invalid_choice": unlisted,
        "invalid_pk_value": unlisted,
        "invalid_list": unlisted,
        "max_length": f"{subject} must be %(limit_value)d characters or fewer",
        "min_length": f"{subject} must be %(limit_value)d characters or more",
        "max_value": f"{subject} must be %(limit_value)s or less",
        "min_value": f"{subject} must be %(limit_value)s or more",
        "max_digits": f"{subject} must have %(max)s digits or fewer",
        "max_decimal_places": f"{subject} must have %(max)s decimal places or fewer",
        "max_whole_digits": f"{subject} must have %(max)s digits or fewer before the point",
        "missing": f"Select {name}",
        "empty": "The selected file is empty",
    }
    if isinstance(field, forms.EmailField):
        said["invalid"] = "Enter an email address in the correct format, like name@example.com"
    elif isinstance(field, forms.URLField):
        said["invalid"] = "Enter a web address in the correct format, like https://www.example.org"
    elif isinstance(field, forms.DecimalField | forms.FloatField):
        said["invalid"] = f"{subject} must be a number, like 3.5"
    elif isinstance(field, forms.IntegerField):
        said["invalid"] = f"{subject} must be a whole number, like 15"
    elif isinstance(field, forms.FileField):
        said["invalid"] = f"Select {name}"
        said["max_length"] = "The name of the selected file is too long"
    elif isinstance(field, forms.BooleanField):
        said["required"] = f"Select “{subject}” to continue"
    return said


def django_messages(field: forms.Field) -> Mapping[str, str]:
    """Return the messages that Django's own classes gave this field, by code."""
    found: dict[str, str] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django.forms"):
            given = kind.__dict__.get("default_error_messages", {})
            found.update({code: str(text) for code, text in given.items()})
    return found


def reword(field: forms.Field, name: str) -> None:
    """Give the field our messages, but keep every message its author wrote."""
    originals = django_messages(field)
    for code, text in wording(field, name).items():
        written = field.error_messages.get(code)
        if written is None or str(written) == originals.get(code):
            field.error_messages[code] = text
    if isinstance(field, DateField):
        field.spoken_name = name
