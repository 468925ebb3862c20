"""Verify the part of an Open Badge that was shown: a derived proof of ecdsa-sd-2023."""

from damda.protocols import Json

from ..ecdsa_sd import P256Issuer
from ..limit import Bare
from ..ours import Ours
from . import ecdsa_sd_derive

NAME = "ecdsa-sd-verify"
TITLE = "Verify a part of a 4 KB Open Badge, ecdsa-sd-2023"
PER_ROUND = 10


def material(name: str, ours: Ours) -> Json:
    return {"document": P256Issuer(ours).shown(ecdsa_sd_derive.material(name, ours))}


def limit(material: Json, ours: Ours) -> Bare:
    shown = material["document"]
    return Bare(p256_verifies=1 + P256Issuer.statements(shown), hashed=ours.rdf_bytes(shown))
