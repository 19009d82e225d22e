"""Decimal numbers are kept exactly, on every database."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from tracker.db import Exact

DIALECT = sqlite.dialect()


@given(st.integers(min_value=-(10**18) + 1, max_value=10**18 - 1))
def test_what_goes_in_comes_out(millionths: int) -> None:
    number = Decimal(millionths).scaleb(-6)
    kept = Exact().process_bind_param(number, DIALECT)
    assert Exact().process_result_value(kept, DIALECT) == number


@pytest.mark.parametrize("written", ["1777", "0", "0.1", "-12.345678", "120000"])
def test_no_zero_is_added_to_what_was_written(written: str) -> None:
    kept = Exact().process_bind_param(Decimal(written), DIALECT)
    assert str(Exact().process_result_value(kept, DIALECT)) == written


@pytest.mark.parametrize("number", ["0.1234567", "1000000000000", "-1000000000000"])
def test_what_does_not_fit_is_refused_and_never_rounded(number: str) -> None:
    with pytest.raises(ValueError, match="more than 12 digits or more than 6 decimals"):
        Exact().process_bind_param(Decimal(number), DIALECT)


def test_no_number_stays_none() -> None:
    assert Exact().process_bind_param(None, DIALECT) is None
    assert Exact().process_result_value(None, DIALECT) is None
