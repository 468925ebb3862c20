"""Verify the part of an Open Badge that was shown: a derived proof of bbs-2023."""

from damda.protocols import Json

from .. import bbs
from ..limit import Bare
from ..ours import Ours

NAME = "bbs-verify"
TITLE = "Verify a part of a 4 KB Open Badge, bbs-2023"
PER_ROUND = 2


def material(name: str, ours: Ours) -> Json:
    return {"document": bbs.BbsIssuer(ours).shown(bbs.material(name, ours))}


def limit(material: Json, ours: Ours) -> Bare:
    shown = material["document"]
    work = bbs.verify_work(*bbs.BbsIssuer.counts(shown))
    return Bare(hashed=ours.rdf_bytes(shown), besides=work.do)
