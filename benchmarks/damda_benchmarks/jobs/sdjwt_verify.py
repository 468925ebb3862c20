"""Verify an SD-JWT VC: the issuer's signature, two disclosures, the key binding."""

from damda.protocols import Json

from ..limit import Bare
from ..ours import Ours
from ..sd_jwt import claims, p256_parties

NAME = "sdjwt-verify"
TITLE = "Verify an SD-JWT VC, 2 of 10 disclosures, key binding, ES256"
PER_ROUND = 20


def material(name: str, ours: Ours) -> Json:
    parties = p256_parties(ours)
    issued = parties.issued({"claims": claims(name)})
    return {"text": parties.presented(issued, issued_at=ours.setting.now)}


def limit(material: Json, ours: Ours) -> Bare:
    jwt, *disclosures, binding = material["text"].split("~")
    hashed = [jwt, *disclosures, material["text"].rpartition("~")[0] + "~", binding]
    return Bare(p256_verifies=2, hashed=[each.encode() for each in hashed])
