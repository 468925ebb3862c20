"""A DID log inspected: what each version changed, and the parameters that are in force."""

import json
from datetime import timedelta

from damda.dids.did_webvh import draft_log, draft_update, witness_list
from damda.inspect import inspect
from damda.keys import SoftwareSigner
from support.did_logs import NOW, signer

UPDATE, KEY, NEXT = (signer(number) for number in (1, 2, 3))
WITNESS = SoftwareSigner.create("Ed25519").did


def log() -> bytes:
    draft = draft_log(
        "agency.example:keis",
        update_key=UPDATE.public,
        keys={"key-1": KEY.public},
        created=NOW - timedelta(hours=1),
        portable=True,
        ttl=60,
    )
    first = draft.attach(UPDATE.sign(draft.signing_input))
    draft = draft_update(
        first,
        update_key=UPDATE.public,
        created=NOW,
        keys={"key-2": NEXT.public},
        move_to="new.example",
    )
    second = draft.attach(UPDATE.sign(draft.signing_input))
    entry = json.loads(second)
    entry["parameters"]["witness"] = witness_list(1, [WITNESS]).parameter()
    return first + json.dumps(entry).encode()


def test_versions_keys_witnesses_and_moves_are_shown() -> None:
    """Nothing is verified: the second entry was changed after it was signed."""
    sections = inspect(log()).to_json()["sections"]
    first, second = (version["changes"] for version in sections["versions"])
    assert first["keysAdded"] == {"#key-1": KEY.public.multikey}
    assert (second["keysAdded"], second["keysRemoved"]) == (
        {"#key-2": NEXT.public.multikey},
        ["#key-1"],
    )
    assert second["moved"]["from"].endswith(":agency.example:keis")
    assert second["moved"]["to"].endswith(":new.example")
    assert second["parameters"] == {"witness": {"threshold": 1, "witnesses": [{"id": WITNESS}]}}
    in_force = sections["parameters"]
    assert (in_force["portable"], in_force["ttl"], in_force["witness"]["threshold"]) == (
        True,
        60,
        1,
    )


def test_entries_of_any_form_are_shown() -> None:
    lines = [
        {"versionId": 1, "versionTime": None, "parameters": [], "state": 5},
        {"versionId": "2", "versionTime": "x", "parameters": {"ttl": {}}, "state": {"id": 7}},
    ]
    shown = inspect(b"\n".join(json.dumps(line).encode() for line in lines)).to_json()
    assert shown["kind"] == "did_log"
    assert shown["sections"]["parameters"] == {"ttl": {}}
