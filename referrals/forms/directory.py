"""The search of the directory."""

from django import forms

from familyhubs.design.forms import Form, TextInput
from households.needs import Need
from referrals.models import Service
from referrals.models.service import OLDEST, ServiceQuerySet

NO_AGE = f"Enter an age in whole years, from 0 to {OLDEST}"


class FindSupportForm(Form):
    """S2: by need, age and place. Every answer may be left out."""

    mark_optional = False

    need = forms.ChoiceField(
        label="What do you need help with?",
        choices=[("", "Anything"), *Need.choices],
        required=False,
    )
    age = forms.IntegerField(
        label="How old is the person who needs it?",
        help_text="In years. Enter 0 for a baby, or in pregnancy.",
        min_value=0,
        max_value=OLDEST,
        required=False,
        widget=TextInput(width=3, inputmode="numeric"),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NO_AGE),
    )
    place = forms.CharField(
        label="Where do you live?",
        help_text="A town, or a postcode like NN16 8TL. What is near you comes first.",
        max_length=60,
        required=False,
        widget=TextInput(width=20),
    )

    def found(self) -> ServiceQuerySet:
        """What is on offer and fits; nothing while an answer is not understood."""
        if not self.is_valid():
            return Service.objects.none()
        services = Service.objects.on_offer().select_related("organisation")
        if need := self.cleaned_data["need"]:
            services = services.for_need(need)
        if (age := self.cleaned_data["age"]) is not None:
            services = services.for_age(age)
        if place := self.cleaned_data["place"]:
            services = services.near(place)
        return services
