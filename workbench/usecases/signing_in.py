"""Signing in and out."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workbench.domain.errors import Refused
from workbench.store import people, signins
from workbench.store.people import Person
from workbench.usecases.workbench import Workbench

SESSION_SECONDS = 12 * 3600
"""A sign-in lasts a working day."""

FAILURES_ALLOWED = 8
"""Wrong tries for one account within FAILURE_SECONDS before it must wait."""

FAILURE_SECONDS = 120


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # argon2id with the library's parameters (RFC 9106, low memory)


@cache
def _nobody() -> str:
    return _hasher().hash(secrets.token_hex(16))


def hash_secret(secret: str) -> str:
    """The argon2id hash under which a password or PIN is kept."""
    return _hasher().hash(secret)


def sign_in(wb: Workbench, login: str, secret: str) -> str:
    """A new session token for the cookie. Raises Refused for a wrong pair or after too many tries.

    An unknown name takes as long and sounds the same as a wrong password.
    """
    person = verified(wb, login, secret, hint="请对照座位条再输一次。")
    now, token = wb.clock(), secrets.token_urlsafe(32)
    with wb.store.writing() as conn:
        signins.add_signin(
            conn,
            token_hash=_token_hash(token),
            person_id=person.id,
            created=now,
            expires=now + SESSION_SECONDS,
        )
    return token


def verified(wb: Workbench, login: str, secret: str, *, hint: str = "请再输一次。") -> Person:
    """The person whose account and password these are; nobody is signed in by it.

    Raises Refused for a wrong pair, with a ``hint``, and after too many tries whatever the pair is.
    """
    login = login.strip()[:64]
    now = wb.clock()
    with wb.store.reading() as conn:
        failures = signins.failures_since(conn, login=login, since=now - FAILURE_SECONDS)
        person = people.person_by_login(conn, login)
    if failures >= FAILURES_ALLOWED:
        raise Refused(f"这个账号连续输错太多次，请等 {FAILURE_SECONDS // 60} 分钟再试，或请监考员帮忙。")
    if not _fits(person.secret_hash if person else _nobody(), secret) or person is None:
        with wb.store.writing() as conn:
            signins.note_failure(conn, login=login, at=now)
        raise Refused(f"账号或密码不对。{hint}")
    if failures:
        with wb.store.writing() as conn:
            signins.clear_failures(conn, login=login)
    return person


def _fits(secret_hash: str, secret: str) -> bool:
    try:
        return _hasher().verify(secret_hash, secret[:256])
    except (VerificationError, InvalidHashError):
        return False


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def who(wb: Workbench, token: str | None) -> Person | None:
    """The person whose session ``token`` is, or None when it is forged, expired or revoked."""
    if not token or len(token) > 128:  # noqa: PLR2004  longer than any token of ours
        return None
    with wb.store.reading() as conn:
        return signins.signin_by_hash(conn, _token_hash(token), now=wb.clock())


def sign_out(wb: Workbench, token: str) -> None:
    """End the session of ``token``; an unknown token is no fault."""
    with wb.store.writing() as conn:
        signins.revoke_signin(conn, _token_hash(token))


def person_by_login(wb: Workbench, login: str) -> Person | None:
    """The person of that account, for pages behind the gate."""
    with wb.store.reading() as conn:
        return people.person_by_login(conn, login)
