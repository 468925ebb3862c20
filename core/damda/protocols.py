"""Every seam of the system, on one page. Fakes in tests implement these and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

type Json = dict[str, Any]
"""A JSON object as `damda.strict_json.loads` gives it."""

type JsonView = Mapping[str, Any]
"""A JSON object that is only read."""

type Clock = Callable[[], datetime]
"""The time, aware, UTC."""

type Entropy = Callable[[int], bytes]
"""n random bytes; `secrets.token_bytes` outside tests."""

type RdfcHash = Literal["sha256", "sha384"]
"""The hash within RDFC-1.0: SHA-256 but for proofs by P-384 keys."""

type Keccak = Callable[[bytes], bytes]


class Signer(Protocol):
    """A private key that is used and never seen."""

    @property
    def algorithm(self) -> Literal["EdDSA", "ES256", "ES384", "BBS"]:
        """JOSE name (RFC 8037, RFC 7518); or ``BBS``, which signs lists and no JWS."""
        ...

    @property
    def verification_method(self) -> str:
        """DID URL under which the public key is found, e.g. ``did:key:z6Mk..#z6Mk..``."""
        ...

    def sign(self, data: bytes) -> bytes:
        """The signature over ``data``: 64 bytes, Ed25519 (RFC 8032) or r||s of P-256 over SHA-256
        (RFC 7518, 3.4); 96 bytes, r||s of P-384 over SHA-384.

        With BBS ``data`` is the list of `damda.bbs.secret_key`, and the result 176 bytes: the
        signature, then the public key.
        """
        ...


type NewLabels = Callable[[Collection[str]], Mapping[str, str]]
"""A label map factory (Data Integrity ECDSA 1.0, 3.4.3): from the canonical labels of a document's
blank nodes (``c14n0``..) to the labels that stand in the statements instead; no two are the same."""


@dataclass(frozen=True, slots=True)
class Revealed:
    """A part of a document that is shown by itself."""

    document: Json
    """The part, with the whole ``@context``; shares nothing with the document."""
    indexes: tuple[int, ...]
    """Its statements, ascending, by their place among those of the document."""
    labels: Mapping[str, str]
    """The label in these statements by the one that whoever canonicalizes the part will find
    (``c14n0``..)."""


class LabelledDocument(Protocol):
    """The statements of a document, under labels of a cryptosuite's own, and parts of them."""

    @property
    def statements(self) -> Sequence[bytes]:
        """N-Quads, UTF-8, each with its line feed, sorted, each once."""
        ...

    def alike(self) -> Sequence[Collection[int]]:
        """Groups of statements that other readers may tell apart differently.

        They are the same but for blank nodes which nothing tells apart: what must be the same for
        every reader has all of a group, or none. By place; groups of two and more only.
        """
        ...

    def matching(self, pointers: Collection[str]) -> tuple[int, ...]:
        """The places of the statements that JSON Pointers select, ascending; none for none.

        Raises MalformedInput (also for a part of a list or of a JSON value) and LimitExceeded.
        """
        ...

    def reveal(self, pointers: Collection[str]) -> Revealed:
        """The part of the document that JSON Pointers select. Raises like `matching`."""
        ...


class Canonicalizer(Protocol):
    """JSON-LD to canonical N-Quads."""

    def nquads(self, document: JsonView, *, hash_name: RdfcHash = "sha256") -> bytes:
        """RDFC-1.0 of ``document``, UTF-8, sorted lines; the hash decides the labels' order.

        Strict: an undefined term, a relative IRI or a dropped value is an error, never a silent
        drop. Raises MalformedInput, UnknownContext, LimitExceeded.
        """
        ...

    def statements(
        self, document: JsonView, new_labels: NewLabels, *, hash_name: RdfcHash = "sha256"
    ) -> Sequence[bytes]:
        """The statements of ``document`` under new labels, as `LabelledDocument` has them.

        Raises like `nquads`, and what ``new_labels`` raises.
        """
        ...

    def labelled(
        self, document: JsonView, new_labels: NewLabels, *, hash_name: RdfcHash = "sha256"
    ) -> LabelledDocument:
        """The same, for whoever needs parts of them too. Raises like `statements`."""
        ...


class ContextLoader(Protocol):
    """Bundled JSON-LD contexts, pinned by SHA-256."""

    def load(self, url: str) -> JsonView:
        """The context document of ``url``. Raises UnknownContext; never fetches."""
        ...


class Fetcher(Protocol):
    """Bounded reads over HTTP(S)."""

    def get(self, url: str, *, accept: str, limit: int) -> bytes:
        """The body of a 200 answer, at most ``limit`` bytes. No redirects to other hosts.

        Raises FetchFailed.
        """
        ...


@dataclass(frozen=True, slots=True)
class Accreditation:
    """That an issuer may issue one credential type from ``valid_from`` until ``valid_until``."""

    credential_type: str
    valid_from: datetime
    valid_until: datetime | None


@dataclass(frozen=True, slots=True)
class IssuerRecord:
    """What the ledger's IssuerRegistry says of a DID."""

    did: str
    status: Literal["active", "suspended", "removed"]
    log_head: bytes | None
    """SHA-256 of the versionId of the newest did:webvh log entry that was anchored, if any."""
    log_version: int
    """Version number of that entry; 0 if none."""
    accreditations: tuple[Accreditation, ...]


@dataclass(frozen=True, slots=True)
class AnchorProof:
    """What ties one credential to one ledger transaction. Kept by the holder.

    leaf = keccak(keccak(domain || salt || digest)); ``path`` from leaf to root, sorted pairs.
    """

    chain_id: int
    contract: str
    issuer: str
    salt: bytes
    path: tuple[bytes, ...]
    root: bytes
    transaction: bytes
    block_number: int


@dataclass(frozen=True, slots=True)
class AnchorFinding:
    """What a ledger reader found for an AnchorProof and a digest."""

    outcome: Literal["anchored", "not_included", "root_unknown", "other_ledger"]
    anchored_at: datetime | None = None
    block_number: int | None = None


class LedgerReader(Protocol):
    """Reads of the ledger that verdicts rest on."""

    def issuer_record(self, did: str, credential_types: Sequence[str]) -> IssuerRecord | None:
        """The registry's record with the accreditations for the given types; None if unknown.

        Raises LedgerUnavailable.
        """
        ...

    def anchor_finding(self, digest: bytes, proof: AnchorProof) -> AnchorFinding:
        """Whether ``digest`` (32 bytes, `damda.credentials.anchor_digest`) is under an anchored root.

        Raises LedgerUnavailable.
        """
        ...
