"""An SD-JWT VC as it is read: what it says of itself, in the form that the draft demands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ..dids import split_did_url
from ..errors import MalformedInput
from ..jose_kid import method_of_kid
from ..keys import PublicKey
from ..protocols import Json
from ..sd_jwt import SdJwt, holder_key, parse, processed
from ..status.token_list import StatusReference
from . import claims
from .anchor import digest_of
from .refusal import malformed

TYPE = "dc+sd-jwt"
MEDIA_TYPE = f"application/{TYPE}"


@dataclass(frozen=True, slots=True)
class SdJwtVcView:
    """What an SD-JWT VC says of itself; nothing of it is proven yet.

    ``claims`` is the processed payload: what is disclosed stands in its place. ``types`` are
    ``vct`` and, if there are, the ``aka_vcts``. ``valid_from`` is the later of ``nbf`` and an
    ``iat`` in plain sight, ``issued_at`` that ``iat``; one that is disclosed decides nothing, as
    the holder may hide it. ``status_reference`` is its place in a token status list;
    ``unread_status`` the mechanisms that nobody here understands. ``verification_method`` is the
    DID URL of the key that is to have signed. ``digest`` is the credential's anchor (32 bytes),
    the same however much is disclosed.
    """

    issuer: str
    vct: str
    types: tuple[str, ...]
    vct_integrity: str | None
    claims: Json
    holder_key: PublicKey | None
    subject_id: str | None
    issued_at: datetime | None
    valid_from: datetime | None
    valid_until: datetime | None
    status_reference: StatusReference | None
    unread_status: tuple[str, ...]
    verification_method: str
    digest: bytes
    sd_jwt: SdJwt = field(repr=False)


def check_sd_jwt_vc(text: str) -> SdJwtVcView:
    """The view of an SD-JWT VC that keeps to the rules, with or without a key binding.

    draft-ietf-oauth-sd-jwt-vc, 2.2: ``typ`` is ``dc+sd-jwt``, ``vct`` is there, and no claim of
    `claims.NEVER_DISCLOSABLE` is in a disclosure or has one inside. Beyond the draft: ``iss`` is a
    DID and ``kid`` names a key of it (`damda.jose_kid`); ``cnf`` holds a JWK. No signature is
    looked at. Raises MalformedInput (LimitExceeded, KeyMalformed) and ProofInvalid for another's
    ``kid``.
    """
    return view_of(parse(text))


def view_of(sd_jwt: SdJwt) -> SdJwtVcView:
    """`check_sd_jwt_vc` for what was parsed already."""
    if sd_jwt.header.get("typ") != TYPE:
        raise malformed(f"its typ is not {TYPE}", f"typ이 {TYPE}이(가) 아닙니다")
    whole = processed(sd_jwt)
    claims.check_in_plain_sight(sd_jwt.payload, whole)
    issuer = _issuer(whole)
    vct = claims.type_of(whole)
    issued_at = claims.moment(sd_jwt.payload, "iat")
    claims.moment(whole, "iat")
    begins = [when for when in (claims.moment(whole, "nbf"), issued_at) if when is not None]
    reference, unread = claims.status_of(whole)
    return SdJwtVcView(
        issuer=issuer,
        vct=vct,
        types=(vct, *claims.other_types(whole, vct)),
        vct_integrity=claims.optional_text(whole, "vct#integrity"),
        claims=whole,
        holder_key=holder_key(sd_jwt),
        subject_id=claims.optional_text(whole, "sub"),
        issued_at=issued_at,
        valid_from=max(begins, default=None),
        valid_until=claims.moment(whole, "exp"),
        status_reference=reference,
        unread_status=unread,
        verification_method=method_of_kid(sd_jwt.header.get("kid"), issuer),
        digest=digest_of(sd_jwt),
        sd_jwt=sd_jwt,
    )


def _issuer(whole: Json) -> str:
    try:
        did, fragment = split_did_url(whole.get("iss"))
    except MalformedInput:
        did, fragment = "", None
    if not did or fragment is not None:
        raise malformed("iss must be a DID", "iss는 DID여야 합니다")
    return did
