"""An SD-JWT VC, by itself or with the holder's key binding as a presentation of one credential."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ..errors import DamdaError
from ..evidence import Evidence
from ..issued import Issued
from ..sd_jwt import verify_signature
from ..sd_jwt_vc import SdJwtVcView, check_sd_jwt_vc
from ..verdict import Check, Verdict
from .anchor import anchor_asked
from .credential_checks import credential_checks, holder_not_asked
from .finding import Finding, Setting, failed, passed, skipped, unknown
from .holder import UNASKED, Holder, holder_checks, may_be_unsigned
from .issuer_key import IssuerKey, listed_key, moment_of
from .jose_proof import jose_proof
from .key_binding import key_binding
from .policy import Expected, Policy
from .token_statuses import token_statuses
from .type_metadata import type_metadata


def verify_sd_jwt_credential(
    text: str, *, evidence: Evidence, policy: Policy, now: datetime
) -> Verdict:
    """The verdict on one SD-JWT VC by itself; a key binding, if there is one, is not asked about.

    ``now`` is aware. What can't be read gives a verdict with a failed ``format``.
    """
    setting = Setting(evidence, policy, now)
    checks = credential_checks(
        lambda: SdJwtVcCredential(check_sd_jwt_vc(text), setting),
        setting,
        subject=holder_not_asked,
    )
    return Verdict(tuple(checks))


def verify_sd_jwt_presentation(
    text: str,
    *,
    expected: Expected,
    evidence: Evidence,
    policy: Policy,
    now: datetime,
    presented_at: datetime | None = None,
) -> Verdict:
    """The verdict on an SD-JWT VC with its key binding (OpenID4VP 1.0, B.3.6).

    The checks are those of a presentation with one credential: ``holder`` is the key binding by
    the key in ``cnf``, its ``nonce`` must be the nonce and its ``aud`` the audience.
    ``presented_at`` is when it came in, ``now`` without: its age is taken then. Times are aware.
    """
    setting = Setting(evidence, policy, now)
    return Verdict(tuple(_checks(text, expected, setting, presented_at or now)))


@dataclass(frozen=True, slots=True)
class SdJwtVcCredential:
    """A `damda.verify.credential_checks.Secured`."""

    view: SdJwtVcView
    setting: Setting

    @property
    def digest(self) -> str | None:
        return self.view.digest.hex() if anchor_asked(self.setting) else None

    def schema(self) -> Finding:
        return type_metadata(self.view, self.setting)

    def issuer_key(self) -> IssuerKey:
        view = self.view
        as_of = moment_of(view.issued_at, view, self.setting)
        return listed_key(view, view.verification_method, as_of, self.setting)

    def proof(self, key: IssuerKey) -> Finding:
        return jose_proof(key, partial(verify_signature, self.view.sd_jwt))

    def statuses(self) -> tuple[Finding, ...]:
        view = self.view
        return token_statuses(view, view.status_reference, view.unread_status, self.setting)

    def held(self) -> tuple[()]:
        return ()


def _checks(
    text: str, expected: Expected, setting: Setting, presented_at: datetime
) -> Iterator[Check]:
    policy = setting.policy
    try:
        view = check_sd_jwt_vc(text)
    except DamdaError as error:
        yield failed("malformed", error).check("format", policy)
        return
    yield passed("format_valid", credentials=1).check("format", policy)
    if view.sd_jwt.key_binding is None and may_be_unsigned(expected, policy):
        holder = Holder("", skipped("presentation_unsigned"))
        expected = UNASKED
    else:
        holder = key_binding(view, expected, presented_at)
    yield from holder_checks(holder, expected, policy)
    yield from credential_checks(
        lambda: SdJwtVcCredential(view, setting), setting, subject=partial(_bound, holder), index=0
    )


def _bound(holder: Holder, _view: Issued) -> Finding:
    """The holder is whoever has the key that the issuer bound the credential to."""
    if not holder.proven:
        return unknown("not_checked")
    return passed("holder_is_subject", holder=holder.name[:500])
