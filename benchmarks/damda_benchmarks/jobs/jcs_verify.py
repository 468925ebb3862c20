"""Verify an Open Badge that is signed with eddsa-jcs-2022."""

from damda.protocols import Json

from ..limit import Bare
from ..ours import Ours

NAME = "jcs-verify"
TITLE = "Verify a 4 KB Open Badge, eddsa-jcs-2022"
PER_ROUND = 10


def material(name: str, ours: Ours) -> Json:
    return {"document": ours.issued(ours.badge(name), cryptosuite="eddsa-jcs-2022")}


def limit(material: Json, ours: Ours) -> Bare:
    return Bare(verifies=1, hashed=ours.jcs_bytes(material["document"]))
