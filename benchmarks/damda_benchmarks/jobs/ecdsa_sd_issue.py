"""Issue an Open Badge of which the holder can show a part: a base proof of ecdsa-sd-2023."""

from damda.protocols import Json

from ..ecdsa_sd import MANDATORY, P256Issuer
from ..limit import Bare
from ..ours import Ours

NAME = "ecdsa-sd-issue"
TITLE = "Issue a 4 KB Open Badge, ecdsa-sd-2023"
PER_ROUND = 5


def material(name: str, ours: Ours) -> Json:
    return {"document": P256Issuer(ours).badge(name), "mandatory": MANDATORY}


def limit(material: Json, ours: Ours) -> Bare:
    base = P256Issuer(ours).issued(material)
    return Bare(p256_signs=1 + P256Issuer.statements(base), hashed=ours.rdf_bytes(base))
