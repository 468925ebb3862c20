"""Issue an Open Badge: check it, canonicalize, hash, sign with eddsa-rdfc-2022."""

from damda.protocols import Json

from ..limit import Bare
from ..ours import Ours

NAME = "rdfc-issue"
TITLE = "Issue a 4 KB Open Badge, eddsa-rdfc-2022"
PER_ROUND = 10


def material(name: str, ours: Ours) -> Json:
    return {"document": ours.badge(name)}


def limit(material: Json, ours: Ours) -> Bare:
    return Bare(signs=1, hashed=ours.rdf_bytes(ours.issued(material["document"])))
