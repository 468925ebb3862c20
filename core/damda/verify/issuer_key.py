"""Whose key it is: the key of a DID, as its document listed it at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..credentials import CredentialView
from ..dids import DidDocument, resolve, split_did_url
from ..dids.did_webvh import read_history
from ..dids.resolution import document_of_state
from ..errors import DamdaError, DidUnresolvable, FetchFailed, MalformedInput, ProofInvalid
from ..issued import Issued
from ..keys import PublicKey
from ..proofs import proofs_of
from ..protocols import Json
from ..times import parse_time
from .finding import Finding, Setting, failed, passed, unknown


def document_of(did: str, setting: Setting, as_of: datetime | None = None) -> DidDocument:
    """The document of ``did`` as of a moment, or now. Raises DamdaError.

    A log is verified once for all moments: the credentials of a presentation often share an
    issuer. Methods without a log have one document, whatever the moment.
    """
    logged = did.startswith("did:webvh:")
    as_of = as_of if logged else None
    known = setting.resolved.get((did, as_of))
    if known is None:
        known = _logged(did, setting, as_of) if logged else _unlogged(did, setting)
        setting.resolved[did, as_of] = known
    return known


def _logged(did: str, setting: Setting, as_of: datetime | None) -> DidDocument:
    history = setting.histories.get(did)
    if history is None:
        files = setting.evidence.did_files(did)
        history = read_history(
            did, files.log or b"", now=setting.now, witness_proofs=files.witness_proofs
        )
        setting.histories[did] = history
    return document_of_state(did, history.state(version_time=as_of))


def _unlogged(did: str, setting: Setting) -> DidDocument:
    return resolve(did, log=setting.evidence.did_files(did).log, now=setting.now)


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
    document_of(did, setting)
    document = document_of(did, setting, as_of)
    return document.key(verification_method, purpose), document


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """The key of the issuer's proof and what was found about it; or the error why not.

    ``proof`` is the first Data Integrity proof under the issuer's DID, if it has such; the key is
    ``verification_method`` as it was listed ``as_of``.
    """

    finding: Finding
    key: PublicKey | None = None
    error: DamdaError | None = None
    proof: Json | None = None
    verification_method: str = ""
    as_of: datetime | None = None

    def listed(self, verification_method: str, as_of: datetime) -> PublicKey | None:
        """The key, if it is this one as of then. Raises ``error`` if there is none at all."""
        if self.key is None:
            raise self.error or DidUnresolvable("The key was not looked up.")
        same = (self.verification_method, self.as_of) == (verification_method, as_of)
        return self.key if same else None


def issuer_key(view: CredentialView, setting: Setting) -> IssuerKey:
    """The key of the issuer's proof, as it was listed for assertions when that was signed.

    Of several proofs it is the first whose key is under the issuer's DID.
    """
    try:
        proof = _proof_by(view.issuer, proofs_of(view.document))
        method = str(proof.get("verificationMethod"))
        made = parse_time(proof["created"]) if "created" in proof else None
    except DamdaError as error:
        return IssuerKey(unknown("not_checked", error), error=error)
    return listed_key(view, method, moment_of(made, view, setting), setting, proof)


def listed_key(
    view: Issued, method: str, as_of: datetime, setting: Setting, proof: Json | None = None
) -> IssuerKey:
    """The issuer's key ``method``, as it was listed for assertions ``as_of``.

    ``proof`` is the Data Integrity proof that names it.
    """
    named = {"issuer": view.issuer[:500], "verificationMethod": method[:500]}
    try:
        key, document = key_of(view.issuer, method, "assertionMethod", setting, as_of)
    except FetchFailed as error:
        return IssuerKey(unknown("issuer_key_unavailable", error, **named), error=error)
    except DamdaError as error:
        return IssuerKey(failed("issuer_key_unavailable", error, **named), error=error)
    version = {"versionId": document.version_id} if document.version_id else {}
    found = passed("issuer_key_found", **named, **version)
    return IssuerKey(found, key, None, proof, method, as_of)


def moment_of(made: datetime | None, view: Issued, setting: Setting) -> datetime:
    """As of when a proof's key must have been listed; ``made`` is its ``created``."""
    return min(made or view.valid_from or setting.now, setting.now)


def _proof_by(did: str, proofs: tuple[Json, ...]) -> Json:
    """The first proof with a key under ``did``; the first of all if there is none."""
    return next((proof for proof in proofs if did_of(proof) == did), proofs[0])


def did_of(proof: Json) -> str | None:
    """The DID of a proof's verification method, None if it can't be read."""
    try:
        return split_did_url(proof.get("verificationMethod"))[0]
    except MalformedInput:
        return None
