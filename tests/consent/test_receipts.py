"""A receipt for the family, checked later by its code (issue 4, S50)."""

import pytest
from django.urls import reverse

from consent.actions import agreements
from consent.codes import LETTERS, as_typed, code_of, lookup_of
from consent.models import Receipt, Withdrawal
from consent.receipts import checked
from familyhubs.audit.models import AccessEvent
from familyhubs.records.dates import today
from households.categories import Category

pytestmark = pytest.mark.django_db
CHECK = "/check-a-receipt"


def code(agreement, withdrawal=None):
    return code_of(agreement.pk, agreement.words_hash, withdrawal.pk if withdrawal else None)


def page_of(cast, name, receipt):
    return reverse(f"consent:{name}", args=[cast.household.reference, receipt.pk])


def test_a_code_is_letters_read_aloud_and_is_kept_nowhere(cast):
    written = code(cast.agreement)
    assert [len(part) for part in written.split("-")] == [4, 4, 4]
    assert set(written) <= {*LETTERS, "-"}
    receipt = Receipt.objects.get(agreement=cast.agreement)
    assert receipt.lookup == lookup_of(written)
    assert written.replace("-", "") not in str(Receipt.objects.values().get())


@pytest.mark.parametrize("spelling", [str.lower, lambda text: text.replace("-", " "), str])
def test_however_it_is_typed(client, cast, spelling):
    answer = client.post(CHECK, {"code": spelling(code(cast.agreement))})
    assert "This receipt is genuine" in answer.text
    assert "It still holds" in answer.text


def test_it_tells_no_name_and_nothing_of_what_was_shared(client, cast):
    answer = client.post(CHECK, {"code": code(cast.agreement)})
    for secret in ("Quillfeather", "Marigold", "Thornbury", cast.household.reference, "Health"):
        assert secret not in answer.text
    assert str(today().year) in answer.text


@pytest.mark.parametrize(
    "typed",
    ["KWDR-BZFM-XNTC", "0000", "x" * 61, "\x00", "ÄÖÜß-ÄÖÜß-ÄÖÜß", "' OR 1=1 --", "", " "],
)
def test_a_wrong_code_gets_a_plain_answer(client, cast, typed):
    assert cast.agreement
    answer = client.post(CHECK, {"code": typed})
    assert answer.status_code == 200
    assert "genuine.</strong>" not in answer.text
    said = ("There is no receipt with this code", "There is a problem")
    assert any(words in answer.text for words in said)


def test_what_is_typed_is_never_in_the_address(client, cast):
    answer = client.get(CHECK, {"code": code(cast.agreement)})
    assert "genuine.</strong>" not in answer.text


def test_after_a_withdrawal_the_one_holds_no_more_and_the_other_does(client, cast):
    withdrawal = agreements.withdraw(agreement=cast.agreement, asked_by=cast.mother, by=cast.alice)
    assert not checked(code(cast.agreement)).holds
    assert checked(code(cast.agreement, withdrawal)).holds
    assert "It holds no longer" in client.post(CHECK, {"code": code(cast.agreement)}).text


def test_nothing_typed_is_no_code():
    assert as_typed("") == as_typed("KWDR-BZFM-XNT") == as_typed("KWDR-BZFM-XNTA") == ""


@pytest.mark.parametrize("of", ["an answer", "a withdrawal"])
def test_the_page_and_the_paper(client, cast, of):
    client.force_login(cast.alice)
    withdrawal = None
    if of == "a withdrawal":
        withdrawal = agreements.withdraw(
            agreement=cast.agreement,
            asked_by=cast.mother,
            category=Category.HEALTH,
            by=cast.alice,
        )
    receipt = Receipt.objects.get(agreement=cast.agreement, withdrawal=withdrawal)
    page = client.get(page_of(cast, "receipt", receipt)).text
    assert code(cast.agreement, withdrawal) in page
    assert "No service is refused" in page
    assert "Marigold" in page
    paper = client.get(page_of(cast, "receipt-paper", receipt))
    assert paper.content.startswith(b"%PDF")
    assert "no-store" in paper["Cache-Control"]
    assert AccessEvent.objects.filter(action="consent:receipt-paper").exists()
    assert (
        page_of(cast, "receipt", receipt)
        in client.get(reverse("consent:sharing", args=[cast.household.reference])).text
    )


def test_another_household_s_receipt_is_not_found(client, cast):
    receipt = Receipt.objects.get(agreement=cast.agreement)
    client.force_login(cast.alice)
    url = reverse("consent:receipt", args=[cast.strangers.reference, receipt.pk])
    assert client.get(url).status_code == 404
    assert not Withdrawal.objects.exists()


def test_a_partner_sees_no_receipt(client, cast):
    receipt = Receipt.objects.get(agreement=cast.agreement)
    client.force_login(cast.pat)
    assert client.get(page_of(cast, "receipt", receipt)).status_code == 403
    sharing = reverse("consent:sharing", args=[cast.household.reference])
    assert "receipts/" not in client.get(sharing).text
