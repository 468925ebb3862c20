"""Resolve a did:webvh from its log of 100 entries: every hash and every signature is checked.

The institution takes a new assertion key in every entry; its update key stays. Another log for
every operation.
"""

import json
from datetime import timedelta
from random import Random

from damda.dids.did_webvh import draft_log
from damda.dids.did_webvh.draft import draft_entry, key_members
from damda.dids.did_webvh.hashes import CanonicalEntry
from damda.keys import SoftwareSigner
from damda.protocols import Json
from damda.times import format_time

from ..limit import Bare
from ..ours import Ours
from ..parties import CREATED

NAME = "webvh-resolve"
TITLE = "Resolve a did:webvh with a log of 100 entries"
PER_ROUND = 3
ENTRIES = 100


def material(name: str, ours: Ours) -> Json:
    """``log`` is the text of did.jsonl."""
    random, update = Random(name), ours.parties.issuer
    draft = draft_log(
        f"agency.example:{random.getrandbits(64)}",
        update_key=update.public,
        keys={"key-1": update.public},
        created=CREATED,
        services=[{"id": "#site", "type": "LinkedDomains", "serviceEndpoint": "https://a.example"}],
    )
    lines = [draft.attach(update.sign(draft.signing_input))]
    while len(lines) < ENTRIES:
        number, time = len(lines) + 1, CREATED + timedelta(hours=len(lines))
        key = SoftwareSigner.from_private("Ed25519", random.randbytes(32), "")
        before = draft.entry
        state = before["state"] | key_members(draft.did, {f"key-{number}": key.public})
        entry = {**before, "versionTime": format_time(time), "parameters": {}, "state": state}
        draft = draft_entry(entry, number, before["versionId"], update.public, time)
        lines.append(draft.attach(update.sign(draft.signing_input)))
    return {"did": draft.did, "log": b"".join(lines).decode()}


def limit(material: Json, ours: Ours) -> Bare:
    entries = [json.loads(line) for line in material["log"].splitlines()]
    # Once for the entry's hash and once for the signature.
    texts = [CanonicalEntry.of(entry).with_version(entry["versionId"]) for entry in entries]
    return Bare(verifies=len(entries), hashed=[*texts, *texts])
