"""From when until when somebody lives in a household."""

from typing import Any

from familyhubs.design.dates import DateField
from familyhubs.design.forms import Form
from households.forms.fields import VersionedForm, WhyField


class ReturnForm(Form):
    names = {"joined_on": "the date they came back"}

    joined_on = DateField(label="Living here again since", past=True)


class CorrectStayForm(VersionedForm):
    joined_on = DateField(
        label="Living here since",
        past=True,
        required=False,
        help_text="Leave empty if the family does not know",
    )
    left_on = DateField(
        label="Left on", past=True, required=False, help_text="Leave empty if they never left"
    )
    why = WhyField()

    def __init__(self, *args: Any, left: bool, **kwargs: Any) -> None:
        """`left`, whether they have: whoever lives here leaves on a page of its own."""
        super().__init__(*args, **kwargs)
        if not left:
            del self.fields["left_on"]
