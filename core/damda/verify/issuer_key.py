"""Whose key it is: the key of a DID, as its document listed it at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..credentials import CredentialView
from ..dids import DidDocument, resolve, split_did_url
from ..dids.did_webvh import log_url
from ..errors import DamdaError, DidUnresolvable, FetchFailed, ProofInvalid
from ..evidence import Evidence
from ..keys import PublicKey
from ..proofs import ProofFinding, check_proof
from ..protocols import Json, JsonView
from ..times import format_time, parse_time
from .finding import Finding, Setting, failed, passed, unknown


def document_of(
    did: str, evidence: Evidence, now: datetime, as_of: datetime | None = None
) -> DidDocument:
    """The document of ``did`` as of a moment, or now. Raises DamdaError."""
    return resolve(did, log=_log_of(did, evidence), now=now, version_time=as_of)


def key_of(
    did: str, verification_method: str, purpose: str, setting: Setting, as_of: datetime
) -> tuple[PublicKey, DidDocument]:
    """The key that ``did`` listed for ``purpose`` at ``as_of``; ``did`` must be in use still.

    Raises ProofInvalid for a key under another DID, FetchFailed if the log could not be had,
    DidUnresolvable and KeyMalformed.
    """
    if split_did_url(verification_method)[0] != did:
        raise ProofInvalid(
            f"The key belongs to another than {did[:200]}.",
            ko=f"다른 기관 또는 다른 사람의 키로 서명되었습니다: {verification_method[:200]}",
        )
    # Now first: a DID that was deactivated since is refused (design.md, "Core").
    document_of(did, setting.evidence, setting.now)
    document = document_of(did, setting.evidence, setting.now, as_of)
    return document.key(verification_method, purpose), document


def _log_of(did: str, evidence: Evidence) -> bytes | None:
    if not did.startswith("did:webvh:"):
        return None
    log = evidence.did_logs.get(log_url(did))
    if log is None:
        raise FetchFailed("The DID's log was not collected.", ko="DID 이력을 받지 못했습니다.")
    if isinstance(log, DamdaError):
        raise log
    return log


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """The key of a credential's proof and what was found about it; or the error why not."""

    finding: Finding
    key: PublicKey | None = None
    error: DamdaError | None = None

    def key_for(self, _verification_method: str, _purpose: str) -> PublicKey:
        if self.key is None:
            raise self.error or DidUnresolvable("The key was not looked up.")
        return self.key


def proof_of(document: JsonView) -> Json:
    """The one proof. Raises ProofInvalid if there is none, or several."""
    proof = document.get("proof")
    if isinstance(proof, list) and len(proof) == 1:
        proof = proof[0]
    if not isinstance(proof, dict):
        raise ProofInvalid("The document is not signed.", ko="서명되지 않은 문서입니다.")
    return proof


def issuer_key(view: CredentialView, setting: Setting) -> IssuerKey:
    """The issuer's key of the credential's proof, as listed for assertions when it was signed."""
    try:
        proof = proof_of(view.document)
        method = str(proof.get("verificationMethod"))
        as_of = parse_time(proof["created"]) if "created" in proof else view.valid_from
    except DamdaError as error:
        return IssuerKey(unknown("not_checked", error), error=error)
    as_of = min(as_of or setting.now, setting.now)
    named = {"issuer": view.issuer[:500], "verificationMethod": method[:500]}
    try:
        key, document = key_of(view.issuer, method, "assertionMethod", setting, as_of)
    except FetchFailed as error:
        return IssuerKey(unknown("issuer_key_unavailable", error, **named), error=error)
    except DamdaError as error:
        return IssuerKey(failed("issuer_key_unavailable", error, **named), error=error)
    version = {"versionId": document.version_id} if document.version_id else {}
    return IssuerKey(passed("issuer_key_found", **named, **version), key)


def check_issuer_proof(view: CredentialView, issuer: IssuerKey, setting: Setting) -> ProofFinding:
    """Raises `issuer.error` if there is no key, ProofInvalid and MalformedInput."""
    return check_proof(
        view.document,
        expected_purpose="assertionMethod",
        key_for=issuer.key_for,
        canonicalizer=setting.canonicalizer,
        now=setting.now,
    )


def proof_evidence(finding: ProofFinding) -> Json:
    """What a proof that holds says, for the verdict."""
    made = {} if finding.created is None else {"created": format_time(finding.created)}
    return {
        "cryptosuite": finding.cryptosuite,
        "verificationMethod": finding.verification_method,
        **made,
    }
