"""Look a badge up in the list that its Bitstring Status List entry names.

The list was fetched but not looked at before: its proof is verified, it is inflated, the bit is
read. Another list for every badge, so that nothing is remembered.
"""

import json
import zlib
from random import Random

from damda import base64url
from damda.protocols import Json
from damda.status import MIN_BITS, status_entry

from ..badge import CREDENTIALS_V2
from ..limit import Bare
from ..ours import Ours

NAME = "status-check"
TITLE = "Check a badge's Bitstring Status List entry, list not seen before"
PER_ROUND = 10

REVOKED = 1_310
"""One credential in a hundred."""


def material(name: str, ours: Ours) -> Json:
    """``document`` is the badge and ``list`` the text of the signed list."""
    random = Random(name)
    url = f"https://institution.example/status/{random.getrandbits(64)}"
    places = random.sample(range(MIN_BITS), REVOKED + 1)
    listed = ours.status_list(url, places[1:])
    document = {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiableCredential"],
        "issuer": listed["issuer"],
        "credentialSubject": {"id": ours.parties.holder.did},
        "credentialStatus": status_entry(url, places[0], "revocation"),
    }
    return {"document": document, "list": json.dumps(listed)}


def limit(material: Json, ours: Ours) -> Bare:
    listed = json.loads(material["list"])
    encoded = listed["credentialSubject"]["encodedList"]
    compressed = base64url.decode(encoded[1:])
    zlib.decompress(compressed, wbits=31)
    return Bare(verifies=1, hashed=ours.rdf_bytes(listed), compressed=compressed)
