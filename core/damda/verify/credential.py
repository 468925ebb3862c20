"""A credential as JSON: a document with Data Integrity proofs, or a JWT in an envelope."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from ..evidence import Evidence
from ..protocols import Canonicalizer, JsonView
from ..schema_check import SchemaSet
from ..vc_jose import is_enveloped, token_of
from ..verdict import Verdict
from .credential_checks import Secured, credential_checks, holder_not_asked
from .document import read_document
from .finding import DocumentSetting
from .policy import Policy
from .vc_jwt import read_vc_jwt


def verify_credential(
    document: JsonView,
    *,
    evidence: Evidence,
    policy: Policy,
    canonicalizer: Canonicalizer,
    schemas: SchemaSet,
    now: datetime,
) -> Verdict:
    """The verdict on one credential by itself; who presents it is not asked.

    ``now`` is aware. A document that can't be read gives a verdict with a failed ``format``.
    """
    setting = DocumentSetting(evidence, policy, now, canonicalizer, schemas)
    read = partial(read_credential, document, setting)
    return Verdict(tuple(credential_checks(read, setting, subject=holder_not_asked)))


def read_credential(credential: JsonView, setting: DocumentSetting) -> Secured:
    """Raises DamdaError for what can't be read."""
    if is_enveloped(credential):
        return read_vc_jwt(token_of(credential), setting)
    return read_document(credential, setting)
