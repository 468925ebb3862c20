"""Present two of ten claims of an SD-JWT VC, with a key binding."""

from damda.protocols import Json

from ..limit import Bare
from ..ours import Ours
from ..sd_jwt import claims, p256_parties

NAME = "sdjwt-present"
TITLE = "Present an SD-JWT VC, 2 of 10 disclosures, key binding, ES256"
PER_ROUND = 20


def material(name: str, ours: Ours) -> Json:
    return {"text": p256_parties(ours).issued({"claims": claims(name)})}


def limit(material: Json, ours: Ours) -> Bare:
    text = p256_parties(ours).presented(material["text"], issued_at=ours.setting.now)
    shown, _, binding = text.rpartition("~")
    return Bare(p256_signs=1, hashed=[f"{shown}~".encode(), binding.encode()])
