"""@digitalbazaar/vc with its cryptosuites, in one Node process that lives as long as the run."""

from __future__ import annotations

from damda import multibase
from damda.keys import SoftwareSigner
from damda.protocols import Json

from ..contexts import contexts
from ..participant import Participant
from ..parties import CHALLENGE, DOMAIN, Parties
from .node_process import NodeProcess

NAME = "digitalbazaar"
INSTALL = "npm ci --prefix benchmarks"

_VERIFY = "`verifyCredential`: form, dates, proof in safe mode, issuer and key"
COVERS = {
    "rdfc-issue": "`issue`: form, dates, proof in safe mode",
    "rdfc-verify": _VERIFY,
    "rdfc-vp10-verify": "`verify`: the holder's proof, challenge and domain, each badge",
    "jcs-verify": _VERIFY,
    "status-check": "`checkStatus` with the list's proof, dates and issuer",
    "ecdsa-sd-issue": "`issue`: form, dates, proof in safe mode",
    "ecdsa-sd-derive": "`derive`",
    "ecdsa-sd-verify": _VERIFY,
    "bbs-derive": "`derive`",
    "bbs-verify": _VERIFY,
}

_ED25519_PRIVATE = b"\x80\x26"
"""Multicodec ed25519-priv."""
_P256_PRIVATE = b"\x86\x26"
"""Multicodec p256-priv."""


def participant(parties: Parties) -> Participant:
    """Raises Missing."""
    return NodeProcess(
        NAME,
        COVERS,
        script="digitalbazaar.mjs",
        package="@digitalbazaar/vc",
        setting=_setting(parties),
    )


def _setting(parties: Parties) -> Json:
    dids: dict[str, Json] = {}
    for signer in (parties.issuer, parties.holder, parties.p256_issuer, parties.bbs_issuer):
        dids |= _did_documents(signer)
    private = _ED25519_PRIVATE + parties.issuer.private
    return {
        "contexts": contexts(),
        "dids": dids,
        "key": {**_method(parties.issuer), "secretKeyMultibase": multibase.encode(private)},
        "p256Key": {
            **_method(parties.p256_issuer),
            "secretKeyMultibase": multibase.encode(_P256_PRIVATE + parties.p256_issuer.private),
        },
        "challenge": CHALLENGE,
        "domain": DOMAIN,
    }


def _did_documents(signer: SoftwareSigner) -> dict[str, Json]:
    """A did:key's document, and the key's own: what its resolver would answer."""
    method = signer.verification_method
    document = {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": signer.did,
        "verificationMethod": [_method(signer)],
        "assertionMethod": [method],
        "authentication": [method],
    }
    return {signer.did: document, method: _method(signer)}


def _method(signer: SoftwareSigner) -> Json:
    return {
        "@context": "https://w3id.org/security/multikey/v1",
        "id": signer.verification_method,
        "type": "Multikey",
        "controller": signer.did,
        "publicKeyMultibase": signer.public.multikey,
    }
