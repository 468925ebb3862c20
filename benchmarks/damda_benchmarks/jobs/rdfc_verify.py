"""Verify an Open Badge that is signed with eddsa-rdfc-2022."""

from damda.protocols import Json

from ..limit import Bare
from ..ours import Ours

NAME = "rdfc-verify"
TITLE = "Verify a 4 KB Open Badge, eddsa-rdfc-2022"
PER_ROUND = 10


def material(name: str, ours: Ours) -> Json:
    return {"document": ours.issued(ours.badge(name))}


def limit(material: Json, ours: Ours) -> Bare:
    return Bare(verifies=1, hashed=ours.rdf_bytes(material["document"]))
