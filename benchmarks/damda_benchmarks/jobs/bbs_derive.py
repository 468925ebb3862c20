"""Show a part of an Open Badge: a proof derived from a base proof of bbs-2023."""

from damda.protocols import Json

from .. import bbs
from ..limit import Bare
from ..ours import Ours

NAME = "bbs-derive"
TITLE = "Show a part of a 4 KB Open Badge, bbs-2023"
PER_ROUND = 2

material = bbs.material


def limit(material: Json, ours: Ours) -> Bare:
    shown = bbs.BbsIssuer(ours).shown(material)
    work = bbs.derive_work(*bbs.BbsIssuer.counts(shown))
    return Bare(hashed=ours.rdf_bytes(material["document"]), besides=work.do)
