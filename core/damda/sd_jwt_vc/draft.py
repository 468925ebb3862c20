"""Issuing: the claims of an SD-JWT VC, made ready for the issuer's signature."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from ..errors import MalformedInput
from ..jose_kid import method_of_kid
from ..keys import Algorithm, PublicKey
from ..protocols import Entropy, Json, JsonView
from ..sd_jwt import Path, SdJwtDraft, draft
from ..status.token_list import StatusReference, status_claim
from . import claims as registered
from .refusal import malformed
from .view import TYPE

_OURS = registered.NEVER_DISCLOSABLE | {"iat", "sub"}
"""Claims that are given by name; they are refused among ``claims``."""


def secure_sd_jwt_vc(
    claims: JsonView,
    *,
    vct: str,
    issuer: str,
    verification_method: str,
    algorithm: Algorithm,
    holder_key: PublicKey | None,
    issued_at: datetime,
    valid_from: datetime | None,
    valid_until: datetime | None,
    status: StatusReference | None,
    disclosable: Collection[Path],
    entropy: Entropy,
    vct_integrity: str | None = None,
    other_types: Sequence[str] = (),
    subject_id: str | None = None,
    decoys: int = 0,
) -> SdJwtDraft:
    """The draft of an SD-JWT VC; sign its ``signing_input`` and ``attach`` the signature.

    ``claims`` are the institution's own, of which those that the paths ``disclosable`` select can
    be disclosed one by one; ``algorithm`` is the JOSE name of the key ``verification_method``.
    ``vct_integrity`` is what `integrity_of` gives for the type's metadata, ``other_types`` are the
    ``aka_vcts``. Times are written in whole seconds.

    Raises MalformedInput for a claim that is given by name, a path to a claim that stands in plain
    sight (2.2.2.3) or to nothing, and a key that is not the issuer's.
    """
    if method_of_kid(verification_method, issuer) != verification_method:
        raise MalformedInput("The key must be a whole DID URL.", ko="키의 DID 주소가 필요합니다.")
    _check_names(claims, disclosable)
    payload: Json = {
        "iss": issuer,
        "vct": registered.type_of({"vct": vct}),
        "vct#integrity": vct_integrity,
        "aka_vcts": list(other_types) or None,
        "iat": _seconds(issued_at),
        "nbf": _seconds(valid_from),
        "exp": _seconds(valid_until),
        "sub": subject_id,
        "status": None if status is None else status_claim(status),
    }
    payload = {name: value for name, value in payload.items() if value is not None}
    registered.other_types(payload, vct)
    return draft(
        {**payload, **claims},
        disclosable=disclosable,
        header={"alg": algorithm, "typ": TYPE, "kid": verification_method},
        holder_key=holder_key,
        entropy=entropy,
        decoys=decoys,
    )


def _seconds(when: datetime | None) -> int | None:
    return None if when is None else int(when.timestamp())


def _check_names(claims: JsonView, disclosable: Collection[Path]) -> None:
    if taken := sorted(_OURS & claims.keys()):
        raise malformed(
            f"{taken[0]} is given by name and is no claim of the institution's own",
            f"{taken[0]}은(는) 기관이 따로 정할 수 없는 항목입니다",
        )
    if plain := sorted(str(path[0]) for path in disclosable if path and path[0] in _OURS):
        raise malformed(
            f"{plain[0]} may never be selectively disclosable",
            f"{plain[0]}은(는) 선택 공개 항목이 될 수 없습니다",
        )
