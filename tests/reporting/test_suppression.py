"""A count of 1 to 4 is shown as a range, and nothing else tells which of them it is."""

from collections import defaultdict
from datetime import date
from math import prod

import pytest
from hypothesis import given, settings, strategies as st

from reporting.suppression import Count, Figure, coarse, share, total
from reporting.tables import protect, release
from tests.reporting.attack import Shown, counts_of, feasible, households, tables

TODAY = date(2026, 3, 3)


class TestOneCount:
    @pytest.mark.parametrize(
        ("number", "words"),
        [(0, "0"), (1, "1 to 4"), (4, "1 to 4"), (5, "5"), (1234, "1,234")],
    )
    def test_a_count_under_five_is_a_range(self, number, words):
        assert str(coarse(Count(number, number), 5)) == words

    @pytest.mark.parametrize(("number", "words"), [(4, "4"), (2, "1 to 2")])
    def test_the_threshold_may_be_lower(self, number, words):
        assert str(coarse(Count(number, number), 3)) == words

    def test_the_threshold_may_be_higher(self):
        assert str(coarse(Count(9, 9), 10)) == "1 to 9"

    @pytest.mark.parametrize("threshold", [2, 1, 0, -1, 11])
    def test_a_threshold_that_hides_nothing_or_too_much_is_refused(self, threshold):
        with pytest.raises(ValueError, match="A threshold is from 3 to 10"):
            release([households([[1]])], as_of=TODAY, threshold=threshold)

    def test_many_goals_of_few_families_are_hidden_too(self):
        assert str(coarse(Count(6, 1), 5)) == "5 or more"
        assert str(coarse(Count(3, 1), 5)) == "1 to 4"
        assert str(coarse(Count(6, 5), 5)) == "6"

    @pytest.mark.parametrize(("number", "families"), [(1, 2), (3, 0), (-1, -1), (2, -1)])
    def test_a_count_that_cannot_be_is_refused(self, number, families):
        with pytest.raises(ValueError, match="at least one family"):
            Count(number, families)


class TestTotalsAndShares:
    def test_a_total_with_a_hidden_count_in_it_is_a_range(self):
        table = protect(households([[40, 3], [20, 5]]), 5)
        assert [str(row.total) for row in table.rows] == ["41 to 44", "25"]
        assert [str(figure) for figure in table.all.figures] == ["60", "6 to 9"]
        assert str(table.all.total) == "66 to 69"

    def test_a_total_with_goals_of_few_families_in_it_has_no_upper_bound(self):
        assert str(total((Figure(5, None), Figure(1, 4), Figure(7, 7)))) == "13 or more"

    @pytest.mark.parametrize(
        ("part", "rest", "words"),
        [
            (Figure(5, 5), Figure(5, 5), "50%"),
            (Figure(0, 0), Figure(9, 9), "0%"),
            (Figure(9, 9), Figure(0, 0), "100%"),
            (Figure(40, 40), Figure(1, 4), "91% to 98%"),
            (Figure(1, 4), Figure(7, 7), "not shown"),
            (Figure(5, None), Figure(7, 7), "not shown"),
            (Figure(7, 7), Figure(5, None), "not shown"),
            (Figure(0, 0), Figure(5, None), "0%"),
            (Figure(5, None), Figure(0, 0), "100%"),
            (Figure(0, 0), Figure(0, 0), "not applicable"),
        ],
    )
    def test_a_share_tells_no_more_than_its_figures(self, part, rest, words):
        assert share(part, rest) == words

    def test_two_tables_of_the_same_families_do_not_stand_on_one_page(self):
        """By hub the total of 43 is "41 to 44"; a second table without small counts would tell."""
        with pytest.raises(ValueError, match="count the same thing"):
            release([households([[40, 3]]), households([[20, 23]])], as_of=TODAY)


def households_up_to(largest):
    """Every count of families."""
    return [Count(number, number) for number in range(largest + 1)]


def goals_up_to(largest):
    """Every count of goals, with every number of families they can belong to."""
    return [Count(0, 0)] + [
        Count(number, families)
        for number in range(1, largest + 1)
        for families in range(1, number + 1)
    ]


def test_a_share_of_just_a_half_is_rounded_as_on_paper():
    """57.5 is 58, however a processor writes 69 out of 120."""
    assert share(Figure(69, 69), Figure(51, 51)) == "58%"


class TestAttacks:
    @pytest.mark.parametrize(
        ("cell", "rows", "columns", "threshold"),
        [
            (households_up_to(7), 2, 2, 5),
            (households_up_to(7), 1, 3, 5),
            (households_up_to(7), 4, 1, 5),
            (households_up_to(4), 3, 2, 3),
            (goals_up_to(4), 2, 2, 3),
        ],
    )
    def test_who_knows_the_method_learns_the_range_and_nothing_more(
        self, cell, rows, columns, threshold
    ):
        """Of all tables that look the same, each hidden count takes each value of its range, in
        every combination with the others: totals, differences and shares together tell nothing.
        """
        look_alikes = defaultdict(list)
        for table in tables(cell, rows, columns):
            look_alikes[Shown.of(protect(counts_of(table), threshold))].append(table)
        like = defaultdict(list)
        for count in cell:
            like[coarse(count, threshold)].append(count)
        for shown, same in look_alikes.items():
            hidden = [like[figure] for row in shown.cells for figure in row]
            assert len(same) == prod(map(len, hidden))
        numbers = {figure: {count.number for count in counts} for figure, counts in like.items()}
        assert numbers[Figure(1, threshold - 1)] == set(range(1, threshold))
        assert all(figure.is_exact or len(found) > 1 for figure, found in numbers.items())

    @settings(max_examples=150, deadline=None)
    @given(data=st.data(), threshold=st.sampled_from([3, 5, 10]))
    def test_who_solves_for_the_hidden_counts_finds_every_value_of_the_range(self, data, threshold):
        rows, columns = data.draw(st.sampled_from([(1, 2), (2, 2), (1, 5), (3, 2), (2, 3)]))
        cell = st.one_of(st.just(0), st.integers(threshold, 60))
        numbers = [[data.draw(cell) for _ in range(columns)] for _ in range(rows)]
        places = st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1))
        for row, column in data.draw(st.sets(places, max_size=3)):
            numbers[row][column] = data.draw(st.integers(1, threshold - 1))
        found = feasible(Shown.of(protect(households(numbers), threshold)))
        for row, found_row in zip(numbers, found, strict=True):
            for number, possible in zip(row, found_row, strict=True):
                small = 1 <= number < threshold
                assert possible == (set(range(1, threshold)) if small else {number})

    def test_the_attack_has_teeth(self):
        """Were one total exact, or a share worked out from the counts, the same attack finds it."""
        honest = Shown.of(protect(households([[40, 3]]), 5))
        assert feasible(honest)[0][1] == {1, 2, 3, 4}
        told = Shown(
            honest.cells, (Figure(43, 43),), honest.column_totals, honest.grand_total, honest.shares
        )
        assert feasible(told)[0][1] == {3}
        share_told = Shown(
            honest.cells, honest.row_totals, honest.column_totals, honest.grand_total, ("93%",) * 2
        )
        assert feasible(share_told)[0][1] == {3}
