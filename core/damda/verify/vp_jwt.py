"""A presentation as a JWT (``vp+jwt``, VC-JOSE-COSE 3.1.2), and the credentials in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from ..errors import DamdaError, FetchFailed
from ..evidence import Evidence
from ..protocols import Canonicalizer
from ..schema_check import SchemaSet
from ..vc_jose import VpJwt, check_vp_jwt
from ..verdict import Check, Verdict
from .credential import read_credential
from .credential_checks import credential_checks
from .finding import DocumentSetting, failed, passed, unknown
from .holder import Holder, holder_checks
from .issuer_key import key_of
from .policy import Expected, Policy
from .presented import holder_is_subject, reader_of


def verify_vp_jwt(
    text: str,
    *,
    expected: Expected,
    evidence: Evidence,
    policy: Policy,
    canonicalizer: Canonicalizer,
    schemas: SchemaSet,
    now: datetime,
) -> Verdict:
    """The verdict on a presentation and every credential in it.

    ``now`` is aware. The claim ``nonce`` must be the nonce and ``aud`` the audience (OpenID4VP
    1.0, B.1.2). Input that can't be read gives a verdict with a failed ``format``.
    """
    setting = DocumentSetting(evidence, policy, now, canonicalizer, schemas)
    return Verdict(tuple(vp_jwt_checks(text, expected, setting)))


def vp_jwt_checks(text: str, expected: Expected, setting: DocumentSetting) -> Iterator[Check]:
    """The checks of `verify_vp_jwt`."""
    policy = setting.policy
    try:
        presented = check_vp_jwt(text, read=reader_of(policy))
    except DamdaError as error:
        yield failed("malformed", error).check("format", policy)
        return
    count = len(presented.credentials)
    yield passed("format_valid", credentials=count).check("format", policy)
    holder = _holder(presented, setting)
    yield from holder_checks(holder, expected, policy)
    subject = partial(holder_is_subject, holder)
    for index, credential in enumerate(presented.credentials):
        read = partial(read_credential, credential, setting)
        yield from credential_checks(read, setting, subject=subject, index=index)


def _holder(presented: VpJwt, setting: DocumentSetting) -> Holder:
    name, method, now = presented.holder, presented.verification_method, setting.now
    named = {"holder": name[:500], "verificationMethod": method[:500]}
    try:
        key = key_of(name, method, "authentication", setting, now)[0]
        presented.token.check_signature(key, now=now, leeway=setting.policy.leeway)
    except FetchFailed as error:
        return Holder(name, unknown("holder_proof_invalid", error, **named))
    except DamdaError as error:
        return Holder(name, failed("holder_proof_invalid", error, **named))
    found = passed("holder_proof_valid", algorithm=key.algorithm, **named)
    return Holder(name, found, ((presented.nonce, presented.audience),))
