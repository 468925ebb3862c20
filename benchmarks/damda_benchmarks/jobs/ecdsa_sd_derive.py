"""Show a part of an Open Badge: a proof derived from a base proof of ecdsa-sd-2023."""

from damda.protocols import Json

from ..ecdsa_sd import SELECTIVE, P256Issuer
from ..limit import Bare
from ..ours import Ours
from . import ecdsa_sd_issue

NAME = "ecdsa-sd-derive"
TITLE = "Show a part of a 4 KB Open Badge, ecdsa-sd-2023"
PER_ROUND = 10


def material(name: str, ours: Ours) -> Json:
    issuer = P256Issuer(ours)
    return {"document": issuer.issued(ecdsa_sd_issue.material(name, ours)), "selective": SELECTIVE}


def limit(material: Json, ours: Ours) -> Bare:
    return Bare(hashed=ours.rdf_bytes(material["document"]))
