"""A credential as JSON with Data Integrity proofs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ..credentials import CredentialView, check_credential, credential_digest_id
from ..learner_record import is_learner_record, nested_credentials
from ..protocols import JsonView
from .anchor import anchor_asked
from .credential_checks import Secured
from .document_schema import document_schema
from .finding import DocumentSetting, Finding
from .issuer_key import IssuerKey, issuer_key
from .signers import CredentialProofs
from .status_list import statuses


@dataclass(frozen=True, slots=True)
class DocumentCredential:
    """A `damda.verify.credential_checks.Secured`."""

    view: CredentialView
    digest: str | None
    setting: DocumentSetting

    def schema(self) -> Finding:
        return document_schema(self.view, self.setting)

    def issuer_key(self) -> IssuerKey:
        return issuer_key(self.view, self.setting)

    def proof(self, key: IssuerKey) -> Finding:
        return CredentialProofs(self.view, key, self.setting).finding()

    def statuses(self) -> tuple[Finding, ...]:
        return statuses(self.view, self.setting)

    def held(self) -> list[Callable[[], Secured]]:
        return held_in(self.view, self.setting)


def read_document(document: JsonView, setting: DocumentSetting) -> DocumentCredential:
    """Raises DamdaError for what can't be read."""
    inline = setting.policy.inline_contexts
    view = check_credential(_without_null(document), inline_contexts=inline)
    digest = credential_digest_id(document) if anchor_asked(setting) else None
    return DocumentCredential(view, digest, setting)


def held_in(view: CredentialView, setting: DocumentSetting) -> list[Callable[[], Secured]]:
    """Reads each credential in a learner record, whose form was checked; none in any other."""
    if not is_learner_record(view.document):
        return []
    return [partial(read_document, each, setting) for each in nested_credentials(view.document)]


def _without_null(document: JsonView) -> JsonView:
    """``"proof": null`` says that there is no proof; anywhere else null is refused."""
    if isinstance(document, dict) and document.get("proof", ...) is None:
        return {name: value for name, value in document.items() if name != "proof"}
    return document
