"""bbs-2023 as an issuer of badges would use it; and the bare group operations of its proofs."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from damda import base64url
from damda.cbor import loads
from damda.issue import secure_credential
from damda.proofs import derive_proof
from damda.protocols import Json
from py_arkworks_bls12381 import GT, G1Point, G2Point, Scalar

from .badge import badge
from .ecdsa_sd import MANDATORY, SELECTIVE
from .participant import Operation
from .parties import CREATED

if TYPE_CHECKING:
    from .ours import Ours


@dataclass(frozen=True, slots=True)
class GroupWork:
    """Points and keys that are read, sums of so many products in G1, one equation of pairings."""

    points: int
    sums: tuple[int, ...]

    def do(self) -> None:
        """With the library that Damda uses, on the same points each time."""
        base, key = G1Point(), G2Point()
        for _ in range(self.points):
            G1Point.from_compressed_bytes(base.to_compressed_bytes())
        G2Point.from_compressed_bytes(key.to_compressed_bytes())
        points = _generators(max(self.sums))
        scalars = _scalars(max(self.sums))
        for count in self.sums:
            G1Point.multiexp_unchecked(points[:count], scalars[:count])
        GT.pairing_check([points[0], -points[0]], [key, key])


@cache
def _generators(count: int) -> list[G1Point]:
    return [G1Point.hash_to_curve(b"%d" % number, b"damda benchmark") for number in range(count)]


@cache
def _scalars(count: int) -> list[Scalar]:
    """Such as hashes are: a sum takes longer the more different bits they have."""
    hashes = (sha256(b"%d" % number).digest() for number in range(count))
    return [Scalar.from_be_bytes_mod_order(digest) for digest in hashes]


@dataclass(frozen=True, slots=True)
class BbsIssuer:
    """The issuer with a BLS12-381 key, and the holder."""

    ours: Ours

    def badge(self, name: str) -> Json:
        parties = self.ours.parties
        return badge(name, issuer=parties.bbs_issuer.did, subject=parties.holder.did)

    def issued(self, name: str) -> Json:
        """The badge with a base proof."""
        signer = self.ours.parties.bbs_issuer
        draft = secure_credential(
            self.badge(name),
            verification_method=signer.verification_method,
            created=CREATED,
            canonicalizer=self.ours.setting.canonicalizer,
            cryptosuite="bbs-2023",
            key_kind="BLS12-381-G2",
            mandatory_pointers=MANDATORY,
        )
        return draft.attach(signer.sign(draft.signing_input))

    def shown(self, material: Json) -> Json:
        """A part of the badge, with a derived proof."""
        return derive_proof(
            material["document"],
            selective_pointers=material["selective"],
            canonicalizer=self.ours.setting.canonicalizer,
        )

    @staticmethod
    def counts(shown: Json) -> tuple[int, int]:
        """The messages of a derived proof that are disclosed, and those that are hidden."""
        value = base64url.decode(shown["proof"]["proofValue"][1:])
        proof, _, _, selected, _ = loads(value[3:])
        return len(selected), (len(proof) - 272) // 32


def derive_work(disclosed: int, hidden: int) -> GroupWork:
    """Of ProofGen, with the signature verified as the draft recommends: B, Abar, Bbar, T1, T2."""
    return GroupWork(points=1, sums=(disclosed + hidden + 2, 1, 2, 2, hidden + 1))


def verify_work(disclosed: int, hidden: int) -> GroupWork:
    """Of ProofVerify: three points of the proof; T1, and T2 with Bv in it."""
    return GroupWork(points=3, sums=(3, disclosed + hidden + 3))


def material(name: str, ours: Ours) -> Json:
    return {"document": BbsIssuer(ours).issued(name), "selective": SELECTIVE}


def operations(ours: Ours) -> dict[str, Operation]:
    """Damda's operations."""
    issuer = BbsIssuer(ours)
    return {
        "bbs-derive": Operation(
            "`derive_proof`, the issuer's signature verified too",
            deepcopy,
            lambda one: "proof" in issuer.shown(one),
        ),
        "bbs-verify": Operation(
            "all checks of the public API that need no ledger",
            lambda material: deepcopy(material["document"]),
            ours.verified,
        ),
    }
