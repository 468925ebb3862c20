"""Signed documents in files, as somebody would hand them to `damda verify` and `damda inspect`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from damda.credentials import credential_digest_id
from damda.dids.did_webvh import log_url
from damda.evidence import anchor_proof_to_json
from damda_issuers.catalog import load_catalog
from damda_verifiers.commands.judging import canonicalizer_of

from .credential_world import ISSUED, LIST_URL, NOW, SUSPENSIONS_URL, World, anchor_proof

AT = "2026-11-25T09:00:00Z"
"""`credential_world.NOW`."""
CATALOG = load_catalog()
CANONICALIZER = canonicalizer_of(CATALOG)
CLAIMS = {
    "trprId": "AIG20250000123456",
    "trprDegr": 3,
    "trprName": "클라우드 백엔드 개발자 양성과정",
    "instCode": "500020012345",
    "instName": "담다직업전문학교",
    "trainStart": "2026-03-02",
    "trainEnd": "2026-08-28",
    "totalHours": 960,
    "attendanceRate": 96,
    "ncsCode": "20010202",
    "ncsLevel": 5,
    "resultStatus": "Completed",
}


class SignedFiles:
    """A folder with a training badge of KEIS, a presentation of it, and all that proves them.

    ``badge``, ``presentation``, ``log``, ``revocations``, ``suspensions`` and ``anchor_proof`` are
    names of files; ``evidence`` are the options that hand the last ones over.
    """

    def __init__(self, folder: Path, world: World | None = None) -> None:
        self.folder = folder
        self.world = world or World.create()
        self.document = self.signed_badge()
        self.badge = self.write("badge.json", self.document)
        self.presentation = self.write("presentation.json", self.presented(self.document))
        self.log = self.write("did.jsonl", self.world.web.pages[log_url(self.world.issuer.did)])
        self.revocations = self.write("revocations.json", self.world.web.pages[LIST_URL])
        self.suspensions = self.write("suspensions.json", self.world.web.pages[SUSPENSIONS_URL])
        proof = anchor_proof_to_json(anchor_proof(self.world.issuer.did))
        self.anchor_proof = self.write("anchor.json", proof)

    @property
    def evidence(self) -> list[str]:
        return self._evidence(self.revocations)

    @property
    def evidence_of_revocation(self) -> list[str]:
        """The same, with a list in which the badge's bit is set."""
        self.world.publish(LIST_URL, "revocation", 5)
        return self._evidence(self.write("revoked.json", self.world.web.pages[LIST_URL]))

    def _evidence(self, revocations: str) -> list[str]:
        return [
            *("--did-log", self.log),
            *("--status-list", revocations),
            *("--status-list", self.suspensions),
            *("--at", AT),
        ]

    @property
    def digest(self) -> str:
        return credential_digest_id(self.document)

    def signed_badge(self, **members: Any) -> dict[str, Any]:
        badge = CATALOG.type("keis", "TrainingBadge").build(
            CATALOG.type("keis", "TrainingBadge").validate(CLAIMS, now=NOW),
            credential_id="urn:uuid:3b0c6f1e-0000-4000-8000-000000000001",
            issuer_did=self.world.issuer.did,
            subject_did=self.world.holder.did,
            valid_from=ISSUED,
            status_entries=self.world.badge()["credentialStatus"],
            base_url="https://agency.example",
        )
        return self.world.signed(badge | members, canonicalizer=CANONICALIZER)

    def presented(self, *credentials: Any, **options: Any) -> dict[str, Any]:
        return self.world.presented(*credentials, canonicalizer=CANONICALIZER, **options)

    def write(self, name: str, content: Any) -> str:
        path = self.folder / name
        data = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return str(path)


@contextmanager
def unprivileged() -> Iterator[None]:
    """As a user whom file permissions bind; root is not bound by them."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        if was == 0:
            os.seteuid(0)
