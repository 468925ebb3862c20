"""A status list credential whose signatures hold: with Data Integrity proofs, or as a JWT."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..credentials import CredentialView, check_credential
from ..errors import DidUnresolvable, StatusUnreadable
from ..proofs import proofs_of
from ..status.memory import ListSource
from ..strict_json import loads_object
from ..times import parse_time
from ..vc_jose import check_vc_jwt
from .finding import DocumentSetting
from .issuer_key import IssuerKey, did_of, issuer_key, key_of, listed_key, moment_of
from .signers import CredentialProofs


@dataclass(frozen=True, slots=True)
class SignedList:
    """``until`` is when the list or a signature ends, whichever comes first; ``alone`` whether
    nobody but the issuer signed."""

    view: CredentialView
    until: datetime | None
    alone: bool


def signed_list(source: ListSource, setting: DocumentSetting) -> SignedList:
    """The list that its issuer signed, with a key of now. Raises DamdaError."""
    if source.document.lstrip().startswith(b"{"):
        return _document(source, setting)
    return _jwt(source, setting)


def _document(source: ListSource, setting: DocumentSetting) -> SignedList:
    view = check_credential(loads_object(source.document))
    _check_named(view, source)
    key = issuer_key(view, setting)
    CredentialProofs(view, key, setting).findings()
    _check_key_of_now(view, key, setting)
    proofs = proofs_of(view.document)
    ends = [parse_time(proof["expires"]) for proof in proofs if "expires" in proof]
    return SignedList(view, _end(view, *ends), all(did_of(p) == source.issuer for p in proofs))


def _jwt(source: ListSource, setting: DocumentSetting) -> SignedList:
    read = check_vc_jwt(source.document.decode("latin-1"))
    view, token = read.view, read.token
    _check_named(view, source)
    as_of = moment_of(token.issued_at, view, setting)
    key = listed_key(view, read.verification_method, as_of, setting)
    if key.key is None:
        raise key.error or DidUnresolvable("The key was not looked up.")
    token.check_signature(key.key, now=setting.now, leeway=setting.policy.leeway)
    _check_key_of_now(view, key, setting)
    return SignedList(view, _end(view, token.expires_at), alone=True)


def _check_named(view: CredentialView, source: ListSource) -> None:
    if view.id != source.url:
        raise unusable("it is another list than the one named", "증명서에 적힌 목록이 아닙니다")
    if view.issuer != source.issuer:
        raise unusable(
            "it is by another issuer than the credential",
            "증명서의 발급기관이 만든 목록이 아닙니다",
        )


def _check_key_of_now(view: CredentialView, key: IssuerKey, setting: DocumentSetting) -> None:
    # A list says how things are now: a key that was retired can't, whatever date it signs with.
    key_of(view.issuer, key.verification_method, "assertionMethod", setting, setting.now)


def _end(view: CredentialView, *ends: datetime | None) -> datetime | None:
    return min((end for end in (view.valid_until, *ends) if end is not None), default=None)


def unusable(en: str, ko: str) -> StatusUnreadable:
    """A list that says nothing of the credential, from a clause in each language."""
    return StatusUnreadable(
        f"The status list can't be used: {en}.", ko=f"상태 목록을 쓸 수 없습니다: {ko}."
    )
