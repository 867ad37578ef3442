from __future__ import annotations

import pytest

from workbench.domain.errors import Refused
from workbench.usecases import signing_in

SECRET = "482913"


def test_the_right_pair_gives_a_session_and_signing_out_ends_it(school) -> None:
    token = signing_in.sign_in(school.wb, " A0001 ", SECRET)
    assert signing_in.who(school.wb, token).login == "A0001"
    signing_in.sign_out(school.wb, token)
    assert signing_in.who(school.wb, token) is None


@pytest.mark.parametrize(
    ("login", "secret"), [("A0001", "000000"), ("nobody", SECRET), ("", ""), ("A0001", "x" * 9999)]
)
def test_a_wrong_pair_is_refused_in_the_same_words(school, login, secret) -> None:
    with pytest.raises(Refused, match="账号或密码不对"):
        signing_in.sign_in(school.wb, login, secret)


@pytest.mark.parametrize("token", [None, "", "forged", "x" * 5000])
def test_a_forged_token_is_nobody(school, token) -> None:
    assert signing_in.who(school.wb, token) is None


def test_a_session_expires(school) -> None:
    token = signing_in.sign_in(school.wb, "A0001", SECRET)
    school.time.pass_seconds(signing_in.SESSION_SECONDS)
    assert signing_in.who(school.wb, token) is None


def test_guessing_is_slowed_for_that_account_only_and_not_for_ever(school) -> None:
    for _ in range(signing_in.FAILURES_ALLOWED):
        with pytest.raises(Refused):
            signing_in.sign_in(school.wb, "A0001", "wrong")
    with pytest.raises(Refused, match="太多次"):
        signing_in.sign_in(school.wb, "A0001", SECRET)
    assert signing_in.sign_in(school.wb, "A0002", SECRET)
    school.time.pass_seconds(signing_in.FAILURE_SECONDS + 1)
    assert signing_in.sign_in(school.wb, "A0001", SECRET)
