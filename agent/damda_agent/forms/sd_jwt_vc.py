"""``dc+sd-jwt``: an SD-JWT VC, each claim of which the holder may keep back.

It has one place in a token status list, which tells revoked and suspended alike
(`damda_agent.status_tokens`). Its id is its anchor's digest: nothing more in it tells one credential
from another. There is no ``sub``: who holds it is the key in ``cnf``, which a wallet makes anew for
each.
"""

from __future__ import annotations

import asyncio
from datetime import datetime

from damda.base64url import encode
from damda.sd_jwt import SdJwtDraft
from damda.sd_jwt_vc import anchor_digest_of, secure_sd_jwt_vc
from damda.sd_jwt_vc.integrity import integrity_of
from damda.status.token_list import StatusReference
from damda_issuers.forms import sd_jwt_vc
from damda_issuers.validity import valid_until

from ..signing import ALGORITHM
from ..store.status import Purpose
from .wanted import Means, Secured, Wanted

PURPOSES: tuple[Purpose, ...] = ("revocation",)


async def secure(wanted: Wanted, means: Means) -> Secured:
    """Raises MalformedInput, RequestRefused ("keys_unavailable")."""
    since = begin_of_validity(wanted.now, wanted.institution.created_at)
    until = valid_until(wanted.kind.validity, since)
    integrity = integrity_of(await means.types.pinned(wanted.kind))
    draft = await asyncio.to_thread(_draft, wanted, means, integrity, since, until)
    text = draft.attach(
        await means.custody.sign(wanted.institution.wallet_id, "assertion", draft.signing_input)
    )
    digest = anchor_digest_of(text)
    return Secured(
        document=text,
        # RFC 6920, 3: a name by digest.
        credential_id=f"ni:///sha-256;{encode(digest)}",
        digest=digest,
        valid_until=until,
    )


def begin_of_validity(now: datetime, key_since: datetime) -> datetime:
    """The beginning of the minute: exact times would tell one credential from another (RFC 9901,
    10.1).

    Not before ``key_since``, when the institution's key was listed: verifiers ask whose key it was at
    that time. A minute is also what they allow between two clocks (`damda.times.LEEWAY`); further
    back it could be before the accreditation, and the credential would never verify.
    """
    return max(now.replace(second=0, microsecond=0), key_since)


def _draft(
    wanted: Wanted, means: Means, integrity: str, since: datetime, until: datetime | None
) -> SdJwtDraft:
    (place,) = wanted.places
    institution = wanted.institution
    return secure_sd_jwt_vc(
        wanted.claims,
        vct=sd_jwt_vc.vct(wanted.kind, means.public_url),
        vct_integrity=integrity,
        issuer=institution.did,
        verification_method=institution.verification_method,
        algorithm=ALGORITHM,
        holder_key=wanted.proof.key,
        issued_at=since,
        valid_from=since,
        valid_until=until,
        status=StatusReference(place.position, means.lists.url(institution.slug, place.list_id)),
        disclosable=sd_jwt_vc.disclosable(wanted.kind, wanted.claims),
        decoys=sd_jwt_vc.decoys(wanted.kind, wanted.claims),
        entropy=means.entropy,
    )
