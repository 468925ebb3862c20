"""From a type's documents to what it means in the end: what it extends is taken in (5.4).

Nothing is fetched: the documents are handed in by URL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..errors import DamdaError, FetchFailed, LimitExceeded
from .integrity import check_integrity
from .refusal import malformed
from .type_metadata import ClaimMetadata, TypeMetadata, parse_type_metadata

MAX_EXTENDS = 4
"""How many types may stand above one."""

type Documents = Mapping[str, bytes | DamdaError]
"""Type Metadata as it was fetched, by ``vct``; or why one could not be had."""


def resolve_type(vct: str, integrity: str | None, documents: Documents) -> TypeMetadata:
    """What holds for the type ``vct``, all that it extends included.

    Raises FetchFailed (or the error that is among the documents) for one that is not there,
    ProofInvalid for one that is another than its ``#integrity`` says, MalformedInput and
    LimitExceeded for one that can't be read, for a circle, and for a claim that may not be
    overridden so (5.6.5.1).
    """
    chain = [_document(vct, integrity, documents)]
    while (above := chain[-1].extends) is not None:
        if any(each.vct == above for each in chain):
            raise malformed("a type extends itself", "증명서 종류가 자기 자신을 확장합니다")
        if len(chain) > MAX_EXTENDS:
            raise LimitExceeded(
                f"A type extends more than {MAX_EXTENDS} others.",
                ko=f"증명서 종류의 확장이 {MAX_EXTENDS}단계를 넘습니다.",
            )
        chain.append(_document(above, chain[-1].extends_integrity, documents))
    whole = chain.pop()
    while chain:
        whole = _extended(whole, chain.pop())
    return whole


def read_document(vct: str, integrity: str | None, found: bytes) -> TypeMetadata:
    """One document of the type ``vct``. Raises ProofInvalid, MalformedInput, LimitExceeded."""
    if integrity is not None:
        check_integrity(found, integrity)
    metadata = parse_type_metadata(found)
    if metadata.vct != vct:
        raise malformed(
            "the type metadata is of another type", "증명서 종류 정보가 다른 종류의 것입니다"
        )
    return metadata


def _document(vct: str, integrity: str | None, documents: Documents) -> TypeMetadata:
    found = documents.get(vct)
    if found is None:
        raise FetchFailed(
            "The type's metadata was not collected.", ko="증명서 종류 정보를 받지 못했습니다."
        )
    if isinstance(found, DamdaError):
        raise found
    return read_document(vct, integrity, found)


def _extended(base: TypeMetadata, child: TypeMetadata) -> TypeMetadata:
    claims = {_name(claim): claim for claim in base.claims}
    for claim in child.claims:
        inherited = claims.get(_name(claim))
        claims[_name(claim)] = claim if inherited is None else _overridden(inherited, claim)
    display = base.display if child.display is None else child.display
    return replace(child, display=display, claims=tuple(claims.values()))


def _name(claim: ClaimMetadata) -> str:
    # As a tuple, (1,) and (True,) would be the same.
    return repr(claim.path)


def _overridden(base: ClaimMetadata, child: ClaimMetadata) -> ClaimMetadata:
    if base.disclosability != "allowed" and (child.sd or base.sd) != base.sd:
        raise malformed(
            "an extending type changes whether a claim is disclosable",
            "확장한 종류가 정해진 공개 방식(sd)을 바꿉니다",
        )
    if base.mandatory and child.mandatory is False:
        raise malformed(
            "an extending type makes a mandatory claim optional",
            "확장한 종류가 필수 항목을 선택 항목으로 바꿉니다",
        )
    return ClaimMetadata(
        path=child.path,
        display=base.display if child.display is None else child.display,
        mandatory=base.mandatory if child.mandatory is None else child.mandatory,
        sd=child.sd or base.sd,
        svg_id=child.svg_id or base.svg_id,
    )
