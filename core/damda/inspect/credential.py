"""A credential as JSON: VC Data Model 2.0 or 1.1, secured by embedded proofs or not at all."""

from __future__ import annotations

from ..credentials import credential_digest_id
from ..errors import DamdaError
from ..protocols import Json
from .description import Description
from .members import data_model, sections_of, securing, types_of
from .reader import Inside
from .source import Source


def describe(source: Source, _inside: Inside) -> Description | None:
    """See `reader.Reader`."""
    document = source.document
    if document is None or "VerifiableCredential" not in types_of(document):
        return None
    return Description(
        kind="credential",
        format=f"{data_model(document)}+{securing(document)}",
        sections={**sections_of(document), **anchor(document)},
    )


def anchor(document: Json) -> Json:
    """The name under which a ledger would record a secured credential."""
    if "proof" not in document:
        return {}
    try:
        return {"anchor": {"digest": credential_digest_id(document)}}
    except DamdaError:
        return {}
