"""What a cryptosuite for selective disclosure is made of: a module has it, the table lists it.

The issuer makes a *base proof*, for the holder alone. From it the holder *derives* a proof over the
part of the document that is shown. Neither is taken for the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..keys import KeyKind, PublicKey
from ..protocols import Canonicalizer, Entropy, Json, JsonView


@dataclass(frozen=True, slots=True)
class BaseDraft:
    """A base proof but for the issuer's signature over ``signing_input``.

    ``value_of`` gives the ``proofValue`` for the signature.
    """

    signing_input: bytes
    value_of: Callable[[bytes], str]


class DraftBase(Protocol):
    """How a base proof begins."""

    def __call__(
        self,
        document: JsonView,
        proof_config: JsonView,
        *,
        mandatory_pointers: Sequence[str],
        canonicalizer: Canonicalizer,
        entropy: Entropy,
    ) -> BaseDraft:
        """``document`` is without proof, ``proof_config`` with its context. Raises MalformedInput."""
        ...


class Derive(Protocol):
    """How a holder derives."""

    def __call__(
        self,
        document: JsonView,
        proof: JsonView,
        *,
        selective_pointers: Sequence[str],
        canonicalizer: Canonicalizer,
        entropy: Entropy,
    ) -> tuple[Json, str]:
        """The part of ``document`` that is shown, and the ``proofValue`` over it.

        Raises MalformedInput, ProofInvalid.
        """
        ...


class CheckValue(Protocol):
    """How a base proof or a derived one is verified."""

    def __call__(
        self,
        document: JsonView,
        proof_config: JsonView,
        proof_value: object,
        *,
        key: PublicKey,
        canonicalizer: Canonicalizer,
    ) -> None:
        """``key`` is the issuer's. Raises ProofInvalid, MalformedInput."""
        ...


@dataclass(frozen=True, slots=True)
class SelectiveSuite:
    """A cryptosuite for selective disclosure; ``key_kinds`` as `Cryptosuite` has them."""

    name: str
    key_kinds: tuple[KeyKind, ...]
    draft_base: DraftBase
    derive: Derive
    check_base: CheckValue
    check_derived: CheckValue
    context_in_proof: bool = False
