"""Issue an SD-JWT VC with ten claims that can be disclosed, ES256."""

from damda.protocols import Json

from ..limit import Bare
from ..ours import Ours
from ..sd_jwt import claims, p256_parties

NAME = "sdjwt-issue"
TITLE = "Issue an SD-JWT VC, 10 disclosures, ES256"
PER_ROUND = 20


def material(name: str, ours: Ours) -> Json:
    return {"claims": claims(name)}


def limit(material: Json, ours: Ours) -> Bare:
    text = p256_parties(ours).issued(material)
    jwt, *disclosures, _ = text.split("~")
    return Bare(p256_signs=1, hashed=[jwt.encode(), *(each.encode() for each in disclosures)])
