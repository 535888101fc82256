"""Signing in, and accepting the duty of confidentiality."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

from familyhubs.design.forms import Form
from familyhubs.organisations.models import User


class SignInForm(Form):
    """Email address and password; never says which of the two is wrong."""

    email = forms.EmailField(
        label="Email address",
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": "Enter your email address"},
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User | None = None

    def clean(self) -> None:
        super().clean()
        email, password = self.cleaned_data.get("email"), self.cleaned_data.get("password")
        if not (email and password):
            return
        self.user = authenticate(self.request, username=email.lower(), password=password)
        if self.user is None:
            raise forms.ValidationError(
                "The email address or password is not right. Check both and try again."
            )


class DutyForm(Form):
    """One box to tick; the words stand above it."""

    accepted = forms.BooleanField(
        label="I have read this, and accept the duty",
        error_messages={"required": "Tick the box to accept the duty, or sign out"},
    )
