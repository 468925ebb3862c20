"""ACA-Py (acapy-agent) in process: its linked-data and Data Integrity code and its Askar store.

It knows no eddsa-rdfc-2022. Its Ed25519 over RDF is Ed25519Signature2020: the same badge gets that
suite's context and a proof by ACA-Py itself. Of Data Integrity it has eddsa-jcs-2022.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from copy import deepcopy
from importlib.resources import files
from typing import Any

from damda.keys import SoftwareSigner
from damda.protocols import Json

from ..contexts import contexts
from ..participant import InProcess, Operation
from ..parties import CHALLENGE, CREATED, DOMAIN, Parties

NAME = "acapy"
INSTALL = "scripts/setup demo"

_OTHER = "with Ed25519Signature2020, as it has no eddsa-rdfc-2022"
COVERS = {
    "rdfc-issue": f"`vc_ld.issue` {_OTHER}: form, dropped terms",
    "rdfc-verify": f"`vc_ld.verify_credential` {_OTHER}: form, dropped terms, key, issuer; no dates",
    "rdfc-vp10-verify": f"`vc_ld.verify_presentation` {_OTHER}: challenge, domain, each badge",
    "jcs-verify": "`DataIntegrityManager.verify_proof`: the proof alone",
}

_SUITE = "https://w3id.org/security/suites/ed25519-2020/v1"
_BUNDLED = {
    _SUITE: "ed25519-2020-context.jsonld",
    "https://w3id.org/security/v1": "security-v1-context.jsonld",
    "https://w3id.org/security/v2": "security-v2-context.jsonld",
    "https://www.w3.org/ns/did/v1": "did_documents_context.jsonld",
}


def participant(parties: Parties) -> InProcess:
    """Raises ImportError."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    profile = loop.run_until_complete(_profile(parties))
    acapy = _Acapy(profile, parties)

    def finished(operate: Callable[[Any], Awaitable[Any]]) -> Callable[[Any], Any]:
        return lambda prepared: loop.run_until_complete(operate(prepared))

    prepared: dict[str, Any] = {
        "rdfc-issue": (acapy.unsigned, finished(acapy.issue)),
        "rdfc-verify": (finished(acapy.signed), finished(acapy.verify)),
        "rdfc-vp10-verify": (finished(acapy.presented), finished(acapy.verify_presentation)),
        "jcs-verify": (_document, finished(acapy.verify_jcs)),
    }
    operations = {name: Operation(COVERS[name], *steps) for name, steps in prepared.items()}
    return InProcess(NAME, operations)


async def _profile(parties: Parties) -> Any:
    """A profile with a store in memory that holds both parties' keys."""
    from acapy_agent.askar.profile import AskarProfile
    from acapy_agent.askar.store import AskarStoreConfig
    from acapy_agent.config.injection_context import InjectionContext
    from acapy_agent.resolver.default.key import KeyDIDResolver
    from acapy_agent.resolver.did_resolver import DIDResolver
    from acapy_agent.wallet.base import BaseWallet
    from acapy_agent.wallet.did_method import DIDMethods
    from acapy_agent.wallet.key_type import ED25519, KeyTypes
    from acapy_agent.wallet.util import bytes_to_b58

    key = bytes_to_b58(bytes(range(32)))
    config = {"name": "benchmark", "key": key, "key_derivation_method": "RAW"}
    context = InjectionContext()
    context.injector.bind_instance(DIDMethods, DIDMethods())
    context.injector.bind_instance(KeyTypes, KeyTypes())
    context.injector.bind_instance(DIDResolver, DIDResolver([KeyDIDResolver()]))
    opened = await AskarStoreConfig(config).open_store(provision=True, in_memory=True)
    profile = AskarProfile(opened=opened, context=context)
    async with profile.session() as session:
        wallet = session.inject(BaseWallet)
        for signer in (parties.issuer, parties.holder):
            await wallet.create_key(ED25519, seed=signer.private)
    return profile


class _Acapy:
    """The calls; `unsigned`, `signed` and `presented` make what the others take."""

    def __init__(self, profile: Any, parties: Parties) -> None:
        from acapy_agent.did.did_key import DIDKey
        from acapy_agent.vc.data_integrity.manager import DataIntegrityManager
        from acapy_agent.vc.ld_proofs import Ed25519Signature2020, WalletKeyPair
        from acapy_agent.vc.vc_ld import issue_vc, prove, verify
        from acapy_agent.wallet.key_type import ED25519

        self._profile = profile
        self._data_integrity = DataIntegrityManager
        self._issue_vc, self._prove, self._verify = issue_vc, prove, verify
        dids = (parties.issuer.did, parties.holder.did)
        self._served = _contexts() | {did: DIDKey.from_did(did).did_doc for did in dids}
        keys = WalletKeyPair(profile=profile, key_type=ED25519)
        self._suites = [Ed25519Signature2020(key_pair=keys)]

        def suite_of(signer: SoftwareSigner) -> Any:
            return Ed25519Signature2020(
                key_pair=keys.from_verification_method(_method(signer)),
                verification_method=signer.verification_method,
                date=CREATED,
            )

        self._issuer, self._holder = suite_of(parties.issuer), suite_of(parties.holder)

    def _load(self, url: str, _options: Any) -> Json:
        # In place of its own loader, which would fetch the badge's context: nothing is faster.
        document = self._served[url.partition("#")[0]]
        loaded = {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url}
        kept = {} if url.startswith("did:") else {"tag": "static"}
        return {**loaded, "document": document, **kept}

    def unsigned(self, material: Json) -> Json:
        return self._with_suite(_document(material))

    async def signed(self, material: Json) -> Json:
        document = self.unsigned(material)
        await self.issue(document)
        return document

    async def presented(self, material: Json) -> Json:
        presentation = self.unsigned(material)
        presentation["verifiableCredential"] = [
            await self.signed({"document": badge}) for badge in presentation["verifiableCredential"]
        ]
        return await self._prove.sign_presentation(
            presentation=presentation,
            suite=self._holder,
            document_loader=self._load,
            challenge=CHALLENGE,
            domain=DOMAIN,
        )

    async def issue(self, document: Json) -> bool:
        signed = await self._issue_vc(
            credential=document, suite=self._issuer, document_loader=self._load
        )
        return "proof" in signed

    async def verify(self, document: Json) -> bool:
        result = await self._verify.verify_credential(
            credential=document, suites=self._suites, document_loader=self._load
        )
        return result.verified

    async def verify_presentation(self, document: Json) -> bool:
        result = await self._verify.verify_presentation(
            presentation=document,
            suites=self._suites,
            document_loader=self._load,
            challenge=CHALLENGE,
            domain=DOMAIN,
        )
        return result.verified

    async def verify_jcs(self, document: Json) -> bool:
        async with self._profile.session() as session:
            response = await self._data_integrity(session).verify_proof(document)
        return response.verified

    @staticmethod
    def _with_suite(document: Json) -> Json:
        unsigned = {name: value for name, value in document.items() if name != "proof"}
        return {**unsigned, "@context": [*unsigned["@context"], _SUITE]}


def _contexts() -> dict[str, Json]:
    folder = files("acapy_agent.vc.ld_proofs.resources")
    bundled = {url: json.loads((folder / name).read_text()) for url, name in _BUNDLED.items()}
    return bundled | contexts()


def _method(signer: SoftwareSigner) -> Json:
    from acapy_agent.wallet.util import bytes_to_b58

    return {"publicKeyBase58": bytes_to_b58(signer.public.raw)}


def _document(material: Json) -> Json:
    return deepcopy(material["document"])
