"""S9: the warning stands beside every telephone, email and address: one place draws them."""

import re

from tests.consistency.code import TEMPLATES

# The partials that carry the warning, and services' own contact details, which are no family's.
DRAWN_BY = {
    *("households/contact_rows.html", "households/where.html"),
    *("referrals/contact.html", "referrals/request_asked.html"),
}
DRAWS = re.compile(
    r"\{(?:\{|% (?:row|tag|badge|warning))[^}]*\.(?:telephone|email|lines|postcode)\b"
)


def test_a_telephone_an_email_or_an_address_is_drawn_with_its_warning():
    found = [
        f"{path.relative_to(TEMPLATES)}: {match.group(0)}"
        for path in TEMPLATES.rglob("*.html")
        if str(path.relative_to(TEMPLATES)) not in DRAWN_BY
        for match in DRAWS.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found, f"{found}: use contact_rows or where of the tags `contacting`."


def test_the_partials_are_there_and_carry_the_warning():
    for name in DRAWN_BY - {"referrals/contact.html"}:
        assert "contact_warning" in (TEMPLATES / name).read_text(encoding="utf-8")
