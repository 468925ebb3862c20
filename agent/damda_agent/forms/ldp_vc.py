"""``ldp_vc``: a VCDM 2.0 credential with the institution's Data Integrity proof."""

from __future__ import annotations

from damda.credentials import anchor_digest
from damda.times import parse_time

from ..signing import sign_credential
from ..store.status import Purpose
from .wanted import Means, Secured, Wanted

PURPOSES: tuple[Purpose, ...] = ("revocation", "suspension")


async def secure(wanted: Wanted, means: Means) -> Secured:
    """Raises MalformedInput, RequestRefused ("keys_unavailable")."""
    unsecured = wanted.kind.build(
        wanted.claims,
        credential_id=f"urn:uuid:{means.uuid()}",
        issuer_did=wanted.institution.did,
        subject_did=wanted.proof.subject_did,
        valid_from=wanted.now,
        status_entries=means.lists.entries(wanted.institution.slug, wanted.places),
        base_url=means.public_url,
    )
    secured = await sign_credential(
        unsecured,
        wanted.institution,
        custody=means.custody,
        canonicalizer=means.canonicalizer,
        created=wanted.now,
    )
    until = secured.get("validUntil")
    return Secured(
        document=secured,
        credential_id=secured["id"],
        digest=anchor_digest(secured),
        valid_until=None if until is None else parse_time(until),
    )
