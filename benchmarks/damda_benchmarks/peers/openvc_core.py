"""openvc-core, the most complete Data Integrity library of Python."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from damda.protocols import Json

from ..badge import OPEN_BADGES
from ..contexts import contexts
from ..participant import InProcess, Operation
from ..parties import CHALLENGE, CREATED, DOMAIN, Parties
from . import openvc_ecdsa_sd, openvc_sd_jwt

NAME = "openvc-core"
INSTALL = "scripts/setup test"

_VERIFY = "`verify_credential`: proof, JSON against RDF, issuer and key, dates; schema none"
COVERS = {
    "rdfc-issue": "`DataIntegrityProofSuite.add_proof`; the form of the credential is not checked",
    "rdfc-verify": _VERIFY,
    "rdfc-vp10-verify": "`verify_vp_token` with `ldp_vc`: the holder's proof, nonce and audience, "
    "then `verify_credential` for each badge",
    "jcs-verify": "`verify_credential`: proof, issuer and key, dates; schema none",
    "status-check": "`check_credential_status`; the list by `verify_credential`",
    **openvc_ecdsa_sd.COVERS,
    **openvc_sd_jwt.COVERS,
}
_QUERY = {"credentials": [{"id": "badges", "format": "ldp_vc", "meta": {}}]}


def participant(parties: Parties) -> InProcess:
    """Raises ImportError."""
    return InProcess(NAME, _OpenVc(parties).operations())


class _OpenVc:
    def __init__(self, parties: Parties) -> None:
        from openvc import Ed25519SigningKey, VerificationPolicy, verify_credential, verify_vp_token
        from openvc.proof.data_integrity import DataIntegrityProofSuite
        from openvc.status.status_list import check_credential_status
        from openvc.verify import default_resolver

        self._parties = parties
        self._now = datetime.now(UTC)
        # The v2 context is bundled with openvc, and only bundled ones are kept processed.
        self._extra = {OPEN_BADGES: contexts()[OPEN_BADGES]}
        self._resolver = default_resolver()
        self._policy = VerificationPolicy(now=self._now)
        self._suite = DataIntegrityProofSuite()
        private = Ed25519PrivateKey.from_private_bytes(parties.issuer.private)
        self._method = parties.issuer.verification_method
        self._key = Ed25519SigningKey(private, self._method)
        self._verify_credential = verify_credential
        self._verify_vp_token = verify_vp_token
        self._check_credential_status = check_credential_status

    def operations(self) -> dict[str, Operation]:
        prepared: dict[str, Any] = {
            "rdfc-issue": (_document, self._issue),
            "rdfc-verify": (_document, self._verify),
            "rdfc-vp10-verify": (_document, self._verify_presentation),
            "jcs-verify": (_document, self._verify),
            "status-check": (deepcopy, self._check_status),
            **openvc_ecdsa_sd.operations(self._parties, self._verify, self._extra),
            **openvc_sd_jwt.operations(self._parties),
        }
        return {name: Operation(COVERS[name], *functions) for name, functions in prepared.items()}

    def _issue(self, document: Json) -> bool:
        secured = self._suite.add_proof(
            document,
            signing_key=self._key,
            verification_method=self._method,
            created=CREATED,
            extra_contexts=self._extra,
        )
        return "proof" in secured

    def _verify(self, document: Json) -> bool:
        result = self._verify_credential(
            document, policy=self._policy, resolver=self._resolver, extra_contexts=self._extra
        )
        return result.issuer is not None

    def _verify_presentation(self, document: Json) -> bool:
        result = self._verify_vp_token(
            {"badges": [document]},
            dcql_query=_QUERY,
            nonce=CHALLENGE,
            client_id=DOMAIN,
            resolver=self._resolver,
            now=self._now,
            extra_contexts=self._extra,
        )
        return bool(result)

    def _check_status(self, material: Json) -> bool:
        def resolve(_url: str) -> Json:
            listed = json.loads(material["list"])
            self._verify(listed)
            return listed

        document = material["document"]
        found = self._check_credential_status(document, resolve_status_list=resolve)
        return not found.revoked


def _document(material: Json) -> Json:
    return deepcopy(material["document"])
