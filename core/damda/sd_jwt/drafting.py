"""Issuing (RFC 9901, 4 and 7.2): claims become disclosures and their digests."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..keys import ALGORITHMS, SIGNATURE_LENGTHS, KeyKind, PublicKey
from ..openid.jose import JwsDraft, draft_jws
from ..protocols import Entropy, Json, JsonView, Signer
from .concealing import Concealing
from .hashing import HashName
from .model import HASH_NAME, Path
from .paths import places_of
from .refusal import malformed

ALWAYS_SHOWN = frozenset({"iss", "aud", "exp", "nbf", "cnf"})
"""Claims that a verifier must not miss (9.7): the issuer's, and those that say until when, for whom
and by whose key it may be used."""

_KINDS: tuple[KeyKind, ...] = ("Ed25519", "P-256", "P-384")
_LENGTHS: dict[str, int] = {ALGORITHMS[kind]: SIGNATURE_LENGTHS[kind] for kind in _KINDS}


@dataclass(frozen=True, slots=True)
class SdJwtDraft:
    """An SD-JWT that lacks its signature, which may come later and from elsewhere."""

    jws: JwsDraft
    disclosures: tuple[str, ...]
    signature_length: int

    @property
    def signing_input(self) -> bytes:
        """What the issuer signs (RFC 7515, 5.1)."""
        return self.jws.signing_input

    def attach(self, signature: bytes) -> str:
        """The SD-JWT, compact, with a JOSE signature over ``signing_input`` (RFC 7518, 3.4).

        Raises MalformedInput for one of another length.
        """
        if len(signature) != self.signature_length:
            raise malformed("its signature is too short or long", "서명의 길이가 맞지 않습니다")
        return "~".join((self.jws.attach(signature), *self.disclosures, ""))


def draft(
    claims: JsonView,
    *,
    disclosable: Collection[Path],
    header: JsonView,
    holder_key: PublicKey | JsonView | None,
    entropy: Entropy,
    decoys: int = 0,
    hash_name: HashName = "sha-256",
) -> SdJwtDraft:
    """An SD-JWT of ``claims``, each of which that a path of ``disclosable`` selects can be shown or
    not; within what can be disclosed, more can be (4.2.6).

    ``header`` holds ``alg`` and whatever else belongs there, ``holder_key`` is the key for ``cnf``,
    or its public JWK. ``decoys`` false digests go beside the digests of each object and each array that has
    any (4.2.5). Salts are 128 bits of ``entropy``.

    Raises MalformedInput for claims that are no JSON, a name that RFC 9901 reserves, a path that
    leads to nothing or to a claim of `ALWAYS_SHOWN`; KeyMalformed; LimitExceeded.
    """
    length = _LENGTHS.get(str(header.get("alg")))
    if length is None:
        raise malformed("its alg is unknown", "alg를 알 수 없습니다")
    payload = _object(claims)
    chosen = {place for path in disclosable for place in places_of(payload, path)}
    if shown := sorted(ALWAYS_SHOWN & {str(place[0]) for place in chosen}):
        raise malformed(
            f"{shown[0]} may not be disclosable",
            f"{shown[0]}은(는) 선택 공개 항목이 될 수 없습니다",
        )
    if holder_key is not None:
        _bind(payload, holder_key)
    concealing = Concealing(frozenset(chosen), entropy, decoys, hash_name)
    concealed = concealing.members(payload, ())
    if concealing.disclosures or decoys:
        concealed[HASH_NAME] = hash_name
    return SdJwtDraft(draft_jws(header, concealed), tuple(concealing.disclosures), length)


def issue(
    claims: JsonView,
    *,
    disclosable: Collection[Path],
    signer: Signer,
    header: JsonView,
    holder_key: PublicKey | JsonView | None,
    entropy: Entropy,
    decoys: int = 0,
    hash_name: HashName = "sha-256",
) -> str:
    """`draft` and the signature at once; ``alg`` is the signer's. Raises what `draft` raises."""
    drafted = draft(
        claims,
        disclosable=disclosable,
        header={**header, "alg": signer.algorithm},
        holder_key=holder_key,
        entropy=entropy,
        decoys=decoys,
        hash_name=hash_name,
    )
    return drafted.attach(signer.sign(drafted.signing_input))


def _object(claims: JsonView) -> Json:
    if not isinstance(claims, Mapping):
        raise malformed("its claims are no object", "항목들이 JSON 객체가 아닙니다")
    return dict(claims)


def _bind(payload: Json, holder_key: PublicKey | JsonView) -> None:
    if "cnf" in payload:
        raise malformed("cnf is given twice", "cnf가 두 번 주어졌습니다")
    if isinstance(holder_key, PublicKey):
        payload["cnf"] = {"jwk": holder_key.jwk}
        return
    jwk = dict(holder_key)
    PublicKey.from_jwk(jwk)
    payload["cnf"] = {"jwk": jwk}
