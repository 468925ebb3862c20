"""The small world's badge as an SD-JWT VC: issued, presented, judged."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import shake_256
from typing import Any

from damda.evidence import Evidence
from damda.keys import SoftwareSigner
from damda.openid.jose import sign_jws
from damda.protocols import Accreditation, IssuerRecord, Json
from damda.sd_jwt import Path, parse, present
from damda.sd_jwt_vc import (
    ClaimMetadata,
    TypeMetadata,
    anchor_digest_of,
    integrity_of,
    secure_sd_jwt_vc,
)
from damda.status.token import ListClaims
from damda.status.token_jwt import draft_status_list_jwt
from damda.status.token_list import StatusReference, new_token_list
from damda.verdict import Verdict
from damda.verify import (
    Expected,
    Policy,
    verify_sd_jwt_credential,
    verify_sd_jwt_presentation,
)

from .credential_world import AUDIENCE, ISSUED, NONCE, NOW, World

VCT = "https://keis.example/types/training-badge"
TOKENS_URL = "https://keis.example/status-tokens/1"
CLAIMS: Json = {
    "name": "김하늘",
    "birthdate": "1990-01-01",
    "course": {"title": "용접 기능", "hours": 40, "grade": "A"},
    "languages": ["ko", "en"],
}
DISCLOSABLE: tuple[Path, ...] = (
    ("name",),
    ("birthdate",),
    ("course", "grade"),
    ("languages", None),
)
TYPE = TypeMetadata(
    vct=VCT,
    name="training badge",
    claims=(
        ClaimMetadata(("name",), mandatory=True, sd="always"),
        ClaimMetadata(("course", "title"), mandatory=True, sd="never"),
        ClaimMetadata(("course", "grade"), sd="always"),
        ClaimMetadata(("languages", None), sd="always"),
    ),
)
ENTRY = 7


def document_of(metadata: TypeMetadata) -> bytes:
    return json.dumps(metadata.to_json()).encode()


class Counter:
    """A `damda.protocols.Entropy` that gives other bytes each time, the same in each run."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, length: int) -> bytes:
        self.count += 1
        # Many salts are drawn at once, and each must be another.
        return shake_256(self.count.to_bytes(8)).digest(length)


class SdJwtWorld:
    """A world whose institution issues SD-JWT VCs; ``world.web`` serves type and list."""

    def __init__(self, world: World | None = None, metadata: TypeMetadata = TYPE) -> None:
        self.world = world or World.create()
        self.metadata = document_of(metadata)
        self.world.web.pages[VCT] = self.metadata
        types = (Accreditation(VCT, ISSUED - timedelta(days=9), None),)
        did = self.world.issuer.did
        if did.startswith("did:webvh:"):
            self.world.relate(accreditations=types)
        else:
            self.world.ledger.records[did] = IssuerRecord(did, "active", None, 0, types)
        self.publish()

    def publish(self, statuses: dict[int, int] | None = None, **changes: Any) -> None:
        """The token status list of the institution; ``changes``: by, kid, until, issued_at."""
        signer: SoftwareSigner = changes.get("by", self.world.issuer)
        claims = ListClaims(
            uri=TOKENS_URL,
            listed=new_token_list(1024, 2).with_statuses(statuses or {}),
            issued_at=changes.get("issued_at", ISSUED),
            expires_at=changes.get("until", NOW + timedelta(hours=1)),
            ttl=timedelta(seconds=15),
        )
        draft = draft_status_list_jwt(
            claims,
            algorithm=signer.algorithm,
            kid=changes.get("kid", signer.verification_method),
        )
        token = draft.attach(signer.sign(draft.signing_input))
        self.world.web.pages[TOKENS_URL] = token

    def issued(self, claims: Json | None = None, **options: Any) -> str:
        """An anchored SD-JWT VC with all its disclosures."""
        signer: SoftwareSigner = options.pop("signer", self.world.issuer)
        named: dict[str, Any] = {
            "vct": VCT,
            "issuer": signer.did,
            "verification_method": signer.verification_method,
            "algorithm": signer.algorithm,
            "holder_key": self.world.holder.public,
            "issued_at": ISSUED,
            "valid_from": None,
            "valid_until": NOW + timedelta(days=365),
            "status": StatusReference(ENTRY, TOKENS_URL),
            "disclosable": DISCLOSABLE,
            "entropy": Counter(),
            "vct_integrity": integrity_of(self.metadata),
        }
        draft = secure_sd_jwt_vc(CLAIMS if claims is None else claims, **(named | options))
        text = draft.attach(signer.sign(draft.signing_input))
        self.world.ledger.anchored.add(anchor_digest_of(text))
        return text

    def foreign(self, text: str, header: Json | None = None, **payload: Any) -> str:
        """The SD-JWT signed anew by the institution's key with software that checks nothing.

        A member given as None is left out.
        """
        read = parse(text)
        head = {n: v for n, v in (read.header | (header or {})).items() if v is not None}
        head.pop("alg", None)
        body = {n: v for n, v in (read.payload | payload).items() if v is not None}
        jwt = sign_jws(self.world.issuer, head, body)
        return "~".join((jwt, *(each.text for each in read.disclosures), ""))

    def presented(
        self, text: str | None = None, paths: Collection[Path] = (("name",),), **options: Any
    ) -> str:
        named: dict[str, Any] = {
            "paths": paths,
            "signer": self.world.holder,
            "audience": AUDIENCE,
            "nonce": NONCE,
            "issued_at": NOW,
        }
        return present(parse(text or self.issued()), **(named | options))

    def verdict(
        self,
        text: str,
        *,
        policy: Policy | None = None,
        expected: Expected | None = None,
        now: datetime = NOW,
        evidence: Evidence | None = None,
        **options: Any,
    ) -> Verdict:
        """On a presentation, with fresh evidence."""
        return verify_sd_jwt_presentation(
            text,
            expected=expected or Expected(NONCE, AUDIENCE),
            evidence=self.world.gathered(text) if evidence is None else evidence,
            policy=policy or Policy(),
            now=now,
            **options,
        )

    def credential_verdict(
        self, text: str, *, policy: Policy | None = None, now: datetime = NOW
    ) -> Verdict:
        return verify_sd_jwt_credential(
            text, evidence=self.world.gathered(text), policy=policy or Policy(), now=now
        )
