"""Verify a presentation with ten Open Badges, all signed with eddsa-rdfc-2022."""

from damda.protocols import Json

from ..limit import Bare
from ..ours import Ours

NAME = "rdfc-vp10-verify"
TITLE = "Verify a presentation with 10 such badges, eddsa-rdfc-2022"
PER_ROUND = 1

BADGES = 10


def material(name: str, ours: Ours) -> Json:
    return {"document": ours.presented([f"{name}/{place}" for place in range(BADGES)])}


def limit(material: Json, ours: Ours) -> Bare:
    presentation = material["document"]
    signed = [presentation, *presentation["verifiableCredential"]]
    hashed = [part for document in signed for part in ours.rdf_bytes(document)]
    return Bare(verifies=len(signed), hashed=hashed)
