"""A small world for tests: an institution, a citizen, a status server, a ledger, all in memory."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from damda import evidence, status
from damda.canonical.compiled import CompiledCanonicalizer
from damda.credentials import anchor_digest
from damda.dids.did_webvh import draft_log, log_url
from damda.errors import FetchFailed, LedgerUnavailable
from damda.issue import secure_credential
from damda.keys import SoftwareSigner
from damda.present import build_presentation
from damda.proofs import add_proof
from damda.protocols import Accreditation, AnchorFinding, AnchorProof, IssuerRecord
from damda.schema_check import SchemaSet
from damda.verdict import Verdict
from damda.verify import Expected, Policy, verify_credential, verify_presentation
from damda_schemas import compiled_contexts

from .contexts import compiled
from .open_badge import open_badge

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ISSUED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NONCE = "n-0S6_WzA2Mj-7qX"
AUDIENCE = "decentralized_identifier:did:webvh:QmVerifier:employer.example"
LIST_URL = "https://keis.example/status/1"
SUSPENSIONS_URL = "https://keis.example/status/2"
SCHEMA_ID = "https://damda.example/schemas/test/open-badge/v1"
BADGE_CONTEXT = "https://damda.example/contexts/test/v1"

_CONTEXT = {"@context": {"TrainingBadge": "https://damda.example/terms/test#TrainingBadge"}}

CANONICALIZER = CompiledCanonicalizer(
    {**compiled_contexts(), **compiled({BADGE_CONTEXT: _CONTEXT})}
)
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": SCHEMA_ID,
    "type": "object",
    "required": ["name"],
    "properties": {"name": {"type": "object"}, "memo": False},
}
SCHEMAS = SchemaSet({SCHEMA_ID: SCHEMA}.get)


@dataclass
class Web:
    """A `damda.protocols.Fetcher` over a dictionary; it counts what was asked of it."""

    pages: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def get(self, url: str, *, accept: str, limit: int) -> bytes:
        self.asked.append(url)
        if url not in self.pages:
            raise FetchFailed(f"{url} answers 404.", ko=f"{url} 주소에 문서가 없습니다.")
        return self.pages[url][: limit + 1]


@dataclass
class Ledger:
    """A `damda.protocols.LedgerReader` over a dictionary."""

    records: dict[str, IssuerRecord] = field(default_factory=dict)
    anchored: set[bytes] = field(default_factory=set)
    down: bool = False

    def issuer_record(self, did: str, credential_types: Sequence[str]) -> IssuerRecord | None:
        self._answer()
        return self.records.get(did)

    def anchor_finding(self, digest: bytes, proof: AnchorProof) -> AnchorFinding:
        self._answer()
        if digest in self.anchored:
            return AnchorFinding("anchored", ISSUED, proof.block_number)
        return AnchorFinding("not_included")

    def _answer(self) -> None:
        if self.down:
            raise LedgerUnavailable("No answer.", ko="응답이 없습니다.")


def anchor_proof(issuer: str) -> AnchorProof:
    return AnchorProof(
        31337, "0x" + "ab" * 20, issuer, b"s" * 32, (b"p" * 32,), b"r" * 32, b"t" * 32, 7
    )


@dataclass
class World:
    """Everything at hand; ``web`` and ``ledger`` are changed by tests, before or after issuing."""

    issuer: SoftwareSigner
    holder: SoftwareSigner
    web: Web
    ledger: Ledger

    @classmethod
    def create(cls, holder_kind: str = "P-256", domain: str = "keis.example:keis") -> World:
        """``domain`` is where the institution's DID log lies, as in a did:webvh."""
        key = SoftwareSigner.create("Ed25519")
        draft = draft_log(
            domain,
            update_key=key.public,
            keys={"key-1": key.public},
            created=ISSUED - timedelta(days=1),
        )
        log = draft.attach(key.sign(draft.signing_input))
        issuer = SoftwareSigner.from_private("Ed25519", key.private, f"{draft.did}#key-1")
        world = cls(issuer, SoftwareSigner.create(holder_kind), Web(), Ledger())
        world.web.pages[log_url(draft.did)] = log
        world.ledger.records[draft.did] = world.record(log)
        world.publish(LIST_URL, "revocation")
        world.publish(SUSPENSIONS_URL, "suspension")
        return world

    def record(self, log: bytes, **changes: Any) -> IssuerRecord:
        lines = log.splitlines()
        head = sha256(json.loads(lines[-1])["versionId"].encode()).digest()
        kinds = ("TrainingBadge", "OpenBadgeCredential")
        accredited = tuple(Accreditation(k, ISSUED - timedelta(days=9), None) for k in kinds)
        members = {"status": "active", "log_head": head, "log_version": len(lines)}
        members |= {"accreditations": accredited, **changes}
        return IssuerRecord(did=self.issuer.did, **members)

    def relate(self, **changes: Any) -> None:
        """Change the ledger's record of the issuer."""
        log = self.web.pages[log_url(self.issuer.did)]
        self.ledger.records[self.issuer.did] = self.record(log, **changes)

    def publish(
        self,
        url: str,
        purpose: Any,
        *set_bits: int,
        by: SoftwareSigner | None = None,
        until: datetime | None = NOW + timedelta(hours=1),
        created: datetime = ISSUED,
        **members: Any,
    ) -> None:
        bits = status.new_list()
        for index in set_bits:
            bits = status.with_bit(bits, index, True)
        signer = by or self.issuer
        document = status.status_list_credential(
            id=url, issuer=signer.did, purpose=purpose, bits=bits,
            valid_from=ISSUED, valid_until=until, ttl=timedelta(seconds=15),
        )  # fmt: skip
        document |= {k: v for k, v in members.items() if k != "subject"}
        document["credentialSubject"] |= members.get("subject", {})
        self.web.pages[url] = json.dumps(self.signed(document, by=signer, created=created)).encode()

    def badge(self, **members: Any) -> dict[str, Any]:
        """An unsigned training badge; a member given as None is left out."""
        document = open_badge(self.issuer.did, self.holder.did)
        document["@context"].append(BADGE_CONTEXT)
        document["type"].append("TrainingBadge")
        document["credentialSchema"] = [{"id": SCHEMA_ID, "type": "JsonSchema"}]
        document["credentialStatus"] = [
            status.status_entry(LIST_URL, 5, "revocation"),
            status.status_entry(SUSPENSIONS_URL, 5, "suspension"),
        ]
        document |= members
        return {name: value for name, value in document.items() if value is not None}

    def signed(
        self, document: Mapping[str, Any], *, by: SoftwareSigner | None = None, **options: Any
    ) -> dict[str, Any]:
        signer = by or self.issuer
        named = {
            "verification_method": signer.verification_method,
            "created": ISSUED,
            "canonicalizer": CANONICALIZER,
            "cryptosuite": "eddsa-rdfc-2022",
        }
        draft = secure_credential(document, **(named | options))
        return draft.attach(signer.sign(draft.signing_input))

    def plain(self, **members: Any) -> dict[str, Any]:
        """The least that a credential about the holder must have."""
        return {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiableCredential"],
            "issuer": self.issuer.did,
            "credentialSubject": {"id": self.holder.did},
        } | members

    def foreign(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """``document`` signed by somebody's software that checks nothing before."""
        return add_proof(
            document,
            signer=self.issuer,
            purpose="assertionMethod",
            created=ISSUED,
            canonicalizer=CANONICALIZER,
            cryptosuite="eddsa-jcs-2022",
        )

    def issued(self, **members: Any) -> dict[str, Any]:
        """A signed badge that is anchored on the ledger."""
        secured = self.signed(self.badge(**members))
        self.ledger.anchored.add(anchor_digest(secured))
        return secured

    def presented(self, *credentials: Any, **options: Any) -> dict[str, Any]:
        named = {
            "holder": self.holder.did,
            "signer": self.holder,
            "challenge": NONCE,
            "domain": AUDIENCE,
            "created": NOW,
            "canonicalizer": CANONICALIZER,
        }
        return build_presentation(credentials or [self.issued()], **(named | options))

    def gathered(self, document: Any, *, with_anchors: bool = True) -> evidence.Evidence:
        needs = evidence.needs_of(document)
        digests = [digest for digest, _ in needs.anchors] if with_anchors else []
        proofs = {digest: anchor_proof(self.issuer.did) for digest in digests}
        return evidence.gather(needs, fetch=self.web, ledger=self.ledger, anchor_proofs=proofs)

    def verdict(
        self,
        document: Any,
        *,
        policy: Policy | None = None,
        expected: Expected | None = None,
        now: datetime = NOW,
        gathered: evidence.Evidence | None = None,
    ) -> Verdict:
        """The verdict on a presentation (or, if it is one, a credential) with fresh evidence."""
        common: dict[str, Any] = {
            "evidence": self.gathered(document) if gathered is None else gathered,
            "policy": policy or Policy(),
            "canonicalizer": CANONICALIZER,
            "schemas": SCHEMAS,
            "now": now,
        }
        if "VerifiableCredential'" in repr(document.get("type")):
            return verify_credential(document, **common)
        return verify_presentation(
            document, expected=expected or Expected(NONCE, AUDIENCE), **common
        )


def codes(verdict: Verdict) -> list[str]:
    """The codes of the reasons for which a verdict refuses."""
    return [check.code for check in verdict.reasons]


def found(verdict: Verdict, check_id: str) -> list[tuple[str, str]]:
    """Outcome and code of each check with the id."""
    return [(c.outcome, c.code) for c in verdict.checks if c.id == check_id]
