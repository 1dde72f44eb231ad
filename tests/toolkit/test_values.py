"""How values are said."""

import pytest

from schemekit.toolkit.values import said_distance, said_number


@pytest.mark.parametrize(
    ("number", "decimals", "said"),
    [(0.125, 2, "0.13"), (2.5, 0, "3"), (1234.5, 1, "1,234.5"), (21.0, 2, "21")],
)
def test_a_half_goes_up_as_on_a_calculator(number: float, decimals: int, said: str) -> None:
    assert said_number(number, decimals) == said


def test_the_largest_number_is_said_and_not_refused() -> None:
    assert said_number(1e300, 0).startswith("1,000,000")


@pytest.mark.parametrize(
    ("days", "said"),
    [(-42, "6 weeks before"), (7, "1 week after"), (-1, "1 day before"), (10, "10 days after")],
)
def test_how_far_a_day_is_from_another_is_said_in_weeks_where_they_are_whole(
    days: int, said: str
) -> None:
    assert said_distance(days) == said
