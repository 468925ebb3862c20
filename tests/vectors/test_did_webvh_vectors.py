"""The did:webvh 1.0 test suite: logs of five implementations, and logs and DIDs to refuse.

Some published logs that claim to be good we refuse, as the specification says:

- ``witness-update``: the entry that replaces the witnesses is approved by the new ones only; a
  change of witnesses takes effect after its entry ("Witness Lists").
- ``witness-threshold`` of one implementation names witnesses that are no did:key.
"""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from damda.dids.did_webvh import WebvhState, log_url, resolve_log
from damda.errors import DidUnresolvable
from support.did_logs import peer_resolves
from support.shelf import vectors

FOLDER = vectors("did-webvh")
NOW = datetime(2026, 11, 25, tzinfo=UTC)
LOGS = [path for path in sorted(FOLDER.glob("*/*/did.jsonl")) if path.stat().st_size > 1]
NEGATIVE = [path for path in LOGS if path.parts[-3].startswith("negative-")]
AGAINST_THE_TEXT = {
    ("witness-threshold", "rust"),
    *(("witness-update", name) for name in ("java", "java-eecc", "python", "rust", "ts")),
}
POSITIVE = [
    path for path in LOGS if path not in NEGATIVE and path.parts[-3:-1] not in AGAINST_THE_TEXT
]


def name_of(path: Path) -> str:
    return "/".join(path.parts[-3:-1])


def last_id(path: Path) -> str:
    return str(json.loads(path.read_bytes().splitlines()[-1])["state"]["id"])


def resolve(path: Path, did: str) -> WebvhState:
    witness = path.with_name("did-witness.json")
    proofs = witness.read_bytes() if witness.exists() else None
    return resolve_log(did, path.read_bytes(), now=NOW, witness_proofs=proofs)


def without_implicit_services(document: dict[str, Any]) -> dict[str, Any]:
    return {name: member for name, member in document.items() if name != "service"}


def test_the_suite_is_whole() -> None:
    assert (len(POSITIVE), len(NEGATIVE)) == (58, 11)


@pytest.mark.parametrize("path", POSITIVE, ids=name_of)
def test_good_logs_resolve(path: Path) -> None:
    state = resolve(path, last_id(path))
    expected = json.loads(path.with_name("resolutionResult.json").read_text())
    metadata = expected["didDocumentMetadata"]
    assert state.version_id == metadata["versionId"]
    assert state.deactivated is metadata.get("deactivated", False)
    if expected["didDocument"] is not None:
        assert without_implicit_services(state.document) == without_implicit_services(
            expected["didDocument"]
        )


@pytest.mark.parametrize("path", NEGATIVE, ids=name_of)
def test_bad_logs_are_refused(path: Path) -> None:
    with pytest.raises(DidUnresolvable):
        resolve(path, last_id(path))


@pytest.mark.parametrize("name", ["negative-scid-mismatch-genesis", "negative-portable-scid-swap"])
def test_a_foreign_scid_is_refused_for_the_first_did_too(name: str) -> None:
    path = FOLDER / name / "ts" / "did.jsonl"
    first = json.loads(path.read_bytes().splitlines()[0])
    with pytest.raises(DidUnresolvable):
        resolve(path, first["state"]["id"])


@pytest.mark.parametrize("name", sorted(AGAINST_THE_TEXT), ids="/".join)
def test_logs_against_the_text_are_refused(name: tuple[str, str]) -> None:
    path = FOLDER.joinpath(*name) / "did.jsonl"
    with pytest.raises(DidUnresolvable, match="witness"):
        resolve(path, last_id(path))


def test_a_log_with_witnesses_does_not_hold_without_their_proofs() -> None:
    path = FOLDER / "witness-threshold" / "python" / "did.jsonl"
    with pytest.raises(DidUnresolvable, match="approved by 0 witnesses"):
        resolve_log(last_id(path), path.read_bytes(), now=NOW)


SCRIPTS = sorted(FOLDER.glob("negative-*/script.yaml"))
BAD_DIDS = [
    did.replace("Qm0000000000000000000000000000000000000000000000", "Qm" + "1" * 44)
    for script in SCRIPTS
    for did in re.findall(r'^ +did: "(.*)"$', script.read_text(), re.MULTILINE)
]


def test_the_bad_dids_are_there() -> None:
    assert len(BAD_DIDS) == 9


@pytest.mark.parametrize("did", BAD_DIDS)
def test_bad_dids_are_refused_before_any_fetch(did: str) -> None:
    """With an SCID that is well-formed, so that the rest of the DID is what is refused."""
    with pytest.raises(DidUnresolvable):
        log_url(did)


@pytest.mark.parametrize("path", NEGATIVE, ids=name_of)
@pytest.mark.peer
def test_the_second_opinion_refuses_the_same(path: Path) -> None:
    witness = path.with_name("did-witness.json")
    assert peer_resolves(last_id(path), path, witness if witness.exists() else None) is None
