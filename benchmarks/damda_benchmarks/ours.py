"""Damda as issuers and verifiers call it; it also makes the documents of all jobs."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from damda import status
from damda.canonical.jcs import jcs
from damda.credentials import check_credential
from damda.dids import resolve
from damda.evidence import Evidence
from damda.issue import secure_credential
from damda.present import build_presentation
from damda.proofs import check_proof
from damda.protocols import Canonicalizer, Json
from damda.verify import Expected, Policy, verify_credential, verify_presentation
from damda.verify.finding import DocumentSetting
from damda.verify.status_list import statuses
from damda_schemas import compiled_canonicalizer
from damda_schemas.schema_loading import schema_set

from . import bbs, ecdsa_sd, sd_jwt
from .badge import badge
from .participant import InProcess, Operation
from .parties import CHALLENGE, CREATED, DOMAIN, Parties, parties

POLICY = Policy(
    fatal=frozenset({"format", "schema", "issuer_key", "proof", "subject", "validity", "status"}),
    require_anchor="no",
)
"""Everything that needs no ledger."""


def canonicalizer() -> Canonicalizer:
    """The one place that says which canonicalizer is measured."""
    return compiled_canonicalizer()


@dataclass(frozen=True, slots=True)
class Ours:
    """A verifier's setting, and the parties that sign."""

    parties: Parties
    setting: DocumentSetting

    def badge(self, name: str) -> Json:
        return badge(name, issuer=self.parties.issuer.did, subject=self.parties.holder.did)

    def issued(self, document: Json, *, cryptosuite: str = "eddsa-rdfc-2022") -> Json:
        """``document`` checked and signed by the issuer."""
        signer = self.parties.issuer
        draft = secure_credential(
            document,
            verification_method=signer.verification_method,
            created=CREATED,
            canonicalizer=self.setting.canonicalizer,
            cryptosuite=cryptosuite,
        )
        return draft.attach(signer.sign(draft.signing_input))

    def presented(self, names: Sequence[str]) -> Json:
        """A presentation of a new badge for each name."""
        return build_presentation(
            [self.issued(self.badge(name)) for name in names],
            holder=self.parties.holder.did,
            signer=self.parties.holder,
            challenge=CHALLENGE,
            domain=DOMAIN,
            created=CREATED,
            canonicalizer=self.setting.canonicalizer,
        )

    def status_list(self, url: str, revoked: Sequence[int]) -> Json:
        """The signed list at ``url``."""
        bits = bytearray(status.new_list())
        for index in revoked:
            bits[index // 8] |= 0x80 >> index % 8
        document = status.status_list_credential(
            id=url,
            issuer=self.parties.issuer.did,
            purpose="revocation",
            bits=bytes(bits),
            valid_from=CREATED,
            valid_until=CREATED + timedelta(days=36_500),
        )
        return self.issued(document)

    def verified(self, document: Json) -> bool:
        verdict = verify_credential(
            document,
            evidence=self.setting.evidence,
            policy=self.setting.policy,
            canonicalizer=self.setting.canonicalizer,
            schemas=self.setting.schemas,
            now=self.setting.now,
        )
        return verdict.verified

    def verified_presentation(self, document: Json) -> bool:
        verdict = verify_presentation(
            document,
            expected=Expected(CHALLENGE, DOMAIN),
            evidence=self.setting.evidence,
            policy=self.setting.policy,
            canonicalizer=self.setting.canonicalizer,
            schemas=self.setting.schemas,
            now=self.setting.now,
        )
        return verdict.verified

    def proof_holds(self, document: Json) -> bool:
        """The proof alone, with the issuer's key at hand."""
        check_proof(
            document,
            expected_purpose="assertionMethod",
            key_for=lambda _method, _purpose: self.parties.issuer.public,
            canonicalizer=self.setting.canonicalizer,
            now=self.setting.now,
        )
        return True

    def not_revoked(self, material: tuple[Json, str, bytes]) -> bool:
        document, url, listed = material
        setting = replace(self.setting, evidence=Evidence(status_lists={url: listed}))
        (finding,) = statuses(check_credential(document), setting)
        return finding.code == "not_revoked"

    def resolved(self, material: tuple[str, bytes]) -> bool:
        did, log = material
        return resolve(did, log=log, now=self.setting.now).id == did

    def rdf_bytes(self, secured: Json) -> list[bytes]:
        """The canonical N-Quads that are hashed for a document's proof."""
        unsecured, config = _parts(secured)
        nquads = self.setting.canonicalizer.nquads
        return [nquads(config), nquads(unsecured)]

    def jcs_bytes(self, secured: Json) -> list[bytes]:
        unsecured, config = _parts(secured)
        return [jcs(config), jcs(unsecured)]


def ours(now: datetime) -> Ours:
    """Damda with nothing but bundled contexts and schemas, at a moment after `CREATED`."""
    setting = DocumentSetting(Evidence(), POLICY, now, compiled_canonicalizer(), schema_set())
    return Ours(parties(), setting)


def participants(damda: Ours) -> list[InProcess]:
    """``damda`` is a whole verification, ``damda-proof`` the proof alone."""
    document = _copied
    whole = "all checks of the public API that need no ledger"
    proof = Operation("the proof alone (`check_proof`)", document, damda.proof_holds)
    operations: dict[str, Operation] = {
        "rdfc-issue": Operation(whole, document, partial(_issue, damda)),
        "rdfc-verify": Operation(whole, document, damda.verified),
        "rdfc-vp10-verify": Operation(whole, document, damda.verified_presentation),
        "jcs-verify": Operation(whole, document, damda.verified),
        "status-check": Operation(whole, _fetched, damda.not_revoked),
        **ecdsa_sd.operations(damda),
        **bbs.operations(damda),
        **sd_jwt.operations(damda),
        "webvh-resolve": Operation(
            "`damda.dids.resolve`: SCID, hashes, rotation, times and every proof",
            _log,
            damda.resolved,
        ),
    }
    return [
        InProcess("damda", operations),
        InProcess(
            "damda-proof",
            {
                "rdfc-verify": proof,
                "jcs-verify": proof,
                **ecdsa_sd.proof_alone(damda),
            },
        ),
    ]


def _issue(damda: Ours, document: Json) -> bool:
    return "proofValue" in damda.issued(document)["proof"]


def _parts(secured: Json) -> tuple[Json, Json]:
    """The document without its proof, and the proof's configuration."""
    unsecured = {name: value for name, value in secured.items() if name != "proof"}
    config = {name: value for name, value in secured["proof"].items() if name != "proofValue"}
    return unsecured, {"@context": secured["@context"], **config}


def _copied(material: Json) -> Json:
    return copy.deepcopy(material["document"])


def _log(material: Json) -> tuple[str, bytes]:
    return material["did"], material["log"].encode()


def _fetched(material: Json) -> tuple[Json, str, bytes]:
    document = _copied(material)
    return document, document["credentialStatus"]["statusListCredential"], material["list"].encode()
