"""The holder of an SD-JWT VC: whoever signs with the key in ``cnf`` (RFC 9901, 7.3)."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..errors import DamdaError, ProofInvalid
from ..sd_jwt import check_key_binding
from ..sd_jwt_vc import SdJwtVcView
from .finding import failed, passed
from .holder import Holder
from .policy import NOT_ASKED, Expected

MAX_AGE = timedelta(hours=1)
"""How old a key binding may be where a nonce was asked with; freshness itself rests on the nonce."""


def key_binding(view: SdJwtVcView, expected: Expected, presented_at: datetime) -> Holder:
    """The holder, a key by its thumbprint (RFC 9278), and what its signature answers.

    Nonce and audience are for the caller to compare. ``presented_at`` decides the age.
    """
    key = view.holder_key
    if key is None:
        return Holder("", failed("holder_proof_invalid", _unbound()))
    holder = f"urn:ietf:params:oauth:jwk-thumbprint:sha-256:{key.thumbprint}"
    try:
        found = check_key_binding(
            view.sd_jwt,
            key=key,
            audience=None,
            nonce=None,
            now=presented_at,
            max_age=None if expected.nonce is NOT_ASKED else MAX_AGE,
        )
    except DamdaError as error:
        return Holder(holder, failed("holder_proof_invalid", error, holder=holder))
    finding = passed("holder_proof_valid", holder=holder, algorithm=key.algorithm)
    return Holder(holder, finding, ((found.nonce, found.audience),))


def _unbound() -> ProofInvalid:
    return ProofInvalid(
        "The credential is bound to no key (cnf), so nobody can show that it is theirs.",
        ko="키에 묶이지 않은(cnf 없는) 증명서라 본인의 것임을 보일 수 없습니다.",
    )
