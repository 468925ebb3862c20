"""The did:webvh 1.0 test suite: logs of five implementations, and logs and DIDs to refuse.

Some published logs that claim to be good we refuse, as the specification says:

- ``witness-update`` (all five): the second entry takes one of the two witnesses out and has the
  approval of the one that stays only. "Witness Lists": a new list "becomes active AFTER the new DID
  log entry has been published", so the old list, two of two, must approve that entry. The
  published result of one of the five is this refusal too.
- ``witness-threshold`` of one implementation names its witness by a bare Multikey. "The `witness`
  Parameter": the id "MUST be a `did:key` DID".
"""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from damda.dids.did_webvh import WebvhState, log_url, resolve_log
from damda.dids.services import with_implicit_services
from damda.errors import DidUnresolvable
from damda.times import parse_time
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


def alike(document: dict[str, Any]) -> dict[str, Any]:
    """The implementations write the implicit services' ids relative or whole, and end #files with
    a slash or without."""
    services = [
        {
            **service,
            "id": service["id"].removeprefix(document["id"]),
            "serviceEndpoint": service["serviceEndpoint"].removesuffix("/"),
        }
        for service in document.get("service", [])
    ]
    return {**document, "service": sorted(services, key=lambda service: service["id"])}


def test_the_suite_is_whole() -> None:
    assert (len(POSITIVE), len(NEGATIVE)) == (58, 11)


@pytest.mark.parametrize("path", POSITIVE, ids=name_of)
def test_good_logs_resolve(path: Path) -> None:
    state = resolve(path, last_id(path))
    expected = json.loads(path.with_name("resolutionResult.json").read_text())
    metadata = expected["didDocumentMetadata"]
    assert state.version_id == metadata["versionId"]
    assert state.deactivated is metadata.get("deactivated", False)
    # Of a deactivated DID there is no document to return, though some do.
    if not state.deactivated:
        assert alike(with_implicit_services(state.document)) == alike(expected["didDocument"])


VERSIONED = [
    path
    for path in sorted(FOLDER.glob("multi-update/*/resolutionResult.*.json"))
    # One implementation published the newest version under each number.
    if path.parts[-2] != "python"
]


def test_versions_are_there() -> None:
    assert len(VERSIONED) == 8


@pytest.mark.parametrize("path", VERSIONED, ids=lambda path: f"{path.parts[-2]}/{path.name}")
def test_a_version_is_found_by_number_by_id_and_by_time(path: Path) -> None:
    log = path.with_name("did.jsonl").read_bytes()
    did = last_id(path.with_name("did.jsonl"))
    expected = json.loads(path.read_text())
    metadata = expected["didDocumentMetadata"]
    for asked in (
        {"version_number": int(path.name.split(".")[1])},
        {"version_id": metadata["versionId"]},
        {"version_time": parse_time(metadata["versionTime"])},
    ):
        state = resolve_log(did, log, now=NOW, **asked)
        assert state.version_id == metadata["versionId"]
        assert alike(with_implicit_services(state.document)) == alike(expected["didDocument"])


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


def test_the_published_result_of_one_is_the_same_refusal() -> None:
    result = json.loads((FOLDER / "witness-update/python/resolutionResult.json").read_text())
    assert result["didResolutionMetadata"]["error"] == "invalidDid"
    assert "witness" in result["didResolutionMetadata"]["problemDetails"]["title"]


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
