"""DID documents as pydid models them, before they leave: other servers read them with such a model.

Core reads a DID document only as far as a proof needs it; a document that an institution publishes
for years must be whole.
"""

from __future__ import annotations

from damda.errors import MalformedInput
from damda.protocols import JsonView
from pydid import DIDDocument, VerificationMethod
from pydid.doc.doc import DIDDocumentError
from pydid.verification_method import UnknownVerificationMethod

_RELATIONSHIPS = (
    "authentication",
    "assertion_method",
    "key_agreement",
    "capability_invocation",
    "capability_delegation",
)


def modelled(document: JsonView) -> DIDDocument:
    """The model of a DID document that is about to be published.

    Raises MalformedInput for a document that is not well-formed, has a key of an unknown kind, or
    lists one that it doesn't have.
    """
    try:
        model = DIDDocument.deserialize(dict(document))
        for method in model.verification_method or ():
            _check_known(method)
        for listed in _listed(model):
            _check_known(model.dereference(listed) if isinstance(listed, str) else listed)
    except DIDDocumentError as error:
        raise _refused(
            "a key is listed that it does not have", "없는 키가 적혀 있습니다"
        ) from error
    except (ValueError, TypeError, AttributeError, LookupError, AssertionError) as error:
        raise _refused("it is not well-formed", "형식이 올바르지 않습니다") from error
    return model


def _listed(model: DIDDocument) -> list[object]:
    lists = (getattr(model, name) or [] for name in _RELATIONSHIPS)
    return [listed for each in lists for listed in each]


def _check_known(method: object) -> None:
    if not isinstance(method, VerificationMethod) or isinstance(method, UnknownVerificationMethod):
        raise _refused(
            "a key is of a kind that others can't read",
            "다른 곳에서 읽을 수 없는 종류의 키가 있습니다",
        )


def _refused(en: str, ko: str) -> MalformedInput:
    return MalformedInput(
        f"The DID document can't be published: {en}.",
        ko=f"DID 문서를 공개할 수 없습니다: {ko}.",
        code="did_document_malformed",
    )
