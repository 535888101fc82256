"""What was disposed of is not brought back by a file, under whichever name it comes."""

from datetime import timedelta

import pytest

from familyhubs.organisations.models import User
from familyhubs.records.dates import today
from households.actions import merges
from households.models import Household
from households.models.merge import UNDO_DAYS
from retention.models import Certificate
from tests.imports.lines import EXAMPLE, file_of, line, problems, run
from tests.retention.families import at
from tests.retention.nights import dispose_after_notice

pytestmark = pytest.mark.django_db
OVER = [{"opened_on": "2017-01-09", "closed_on": "2018-01-09"}]


def family(reference):
    own = {"reference": reference} if reference else {}
    return line(household={"hub": "Corby Family Hub", **own}, episodes=OVER)


def dispose(as_worker):
    with as_worker():
        assert dispose_after_notice(today()).disposed


def test_the_example_again(partnership, as_worker):
    run(EXAMPLE, "--commit")
    dispose(as_worker)
    ((at_line, path, message),) = problems(run(EXAMPLE, "--commit"))
    assert (at_line, path) == (6, "household.reference")
    number = Certificate.objects.first().number
    said = f'the record of "LCS-0417" was disposed of on {today():%-d %B %Y}, certificate {number}'
    assert message.startswith(said)


def test_in_other_capitals_and_with_another_content(partnership, as_worker, tmp_path):
    run(file_of(tmp_path, family("Old-1")), "--commit")
    dispose(as_worker)
    again = line(household={"hub": "Corby Family Hub", "reference": "oLD-1"})
    ((_, path, message),) = problems(run(file_of(tmp_path, again), "--commit"))
    assert path == "household.reference"
    assert "was disposed of on" in message
    assert not Household.objects.exists()


def test_a_line_without_a_reference(partnership, as_worker, tmp_path):
    path = file_of(tmp_path, family(""))
    run(path, "--commit")
    dispose(as_worker)
    ((_, _, message),) = problems(run(path, "--commit"))
    assert message.startswith("this household was disposed of on")
    assert not Household.objects.exists()


@pytest.mark.parametrize("reference", ["m-2", ""])
def test_what_had_been_merged_into_it(partnership, as_worker, tmp_path, reference):
    kept, merged = family("M-1"), family(reference.upper())
    run(file_of(tmp_path, kept, merged), "--commit")
    first, second = Household.objects.order_by("pk")
    with at(today() - timedelta(days=UNDO_DAYS + 1)):
        merges.merge_households(
            kept=first,
            merged=second,
            take={},
            agreed=True,
            by=User.objects.get(email="worker@demo.example"),
        )
    dispose(as_worker)
    assert not Household.objects.exists()
    found = problems(run(file_of(tmp_path, kept, family(reference)), "--commit"))
    assert [at_line for at_line, _, _ in found] == [1, 2]
    assert all("was disposed of on" in message for _, _, message in found)


def test_a_certificate_without_marks_still_counts(partnership, as_worker, tmp_path, monkeypatch):
    """Those that were issued before there were any."""
    path = file_of(tmp_path, family("OLD-1"))
    run(path, "--commit")
    with monkeypatch.context() as patch:
        patch.setattr("retention.certificates.marks_of", lambda *_: [])
        dispose(as_worker)
    assert "was disposed of on" in problems(run(path, "--commit"))[0][2]


def test_no_reference_and_no_line_can_be_read_from_a_mark(partnership, as_worker, tmp_path):
    run(file_of(tmp_path, family("OLD-1")), "--commit")
    print_of_it = Household.objects.get().import_fingerprint
    dispose(as_worker)
    (marks,) = {tuple(row.marks) for row in Certificate.objects.all()}
    assert len(marks) == 2
    assert all(len(mark) == 64 and mark != print_of_it for mark in marks)
