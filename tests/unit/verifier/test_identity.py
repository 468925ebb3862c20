"""The verifier's own DID: made once, its keys kept from others, its log resolvable."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from damda import dids
from damda.errors import DamdaError
from damda_verifiers.service.identity import domain_of, load_identity

from .conftest import CountedEntropy, SetClock

URL = "http://localhost:8140"


def test_the_same_identity_at_every_start(
    tmp_path: Path, clock: SetClock, entropy: CountedEntropy
) -> None:
    first = load_identity(tmp_path, public_url=URL, clock=clock, entropy=entropy)
    again = load_identity(tmp_path, public_url=URL, clock=clock, entropy=entropy)
    assert (again.did, again.log) == (first.did, first.log)
    assert first.did.startswith("did:webvh:")
    assert first.did.endswith(":localhost%3A8140")
    assert first.client_id == f"decentralized_identifier:{first.did}"
    assert again.signer.sign(b"x") == first.signer.sign(b"x")


def test_the_log_resolves_to_the_key_that_signs(
    tmp_path: Path, clock: SetClock, entropy: CountedEntropy
) -> None:
    identity = load_identity(tmp_path, public_url=URL, clock=clock, entropy=entropy)
    document = dids.resolve(identity.did, log=identity.log, now=clock())
    key = document.key(identity.signer.verification_method, "authentication")
    assert key.verify(identity.signer.sign(b"request"), b"request")


def test_the_keys_are_their_owners_only(
    tmp_path: Path, clock: SetClock, entropy: CountedEntropy
) -> None:
    load_identity(tmp_path, public_url=URL, clock=clock, entropy=entropy)
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    kept = json.loads((tmp_path / "keys.json").read_text())
    log = (tmp_path / "did.jsonl").read_text()
    assert kept["signing_key"] not in log
    assert kept["update_key"] not in log


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"did": "did:webvh:x"}'])
def test_a_broken_key_file_is_never_overwritten(
    tmp_path: Path, clock: SetClock, entropy: CountedEntropy, content: str
) -> None:
    (tmp_path / "keys.json").write_text(content)
    with pytest.raises(DamdaError) as caught:
        load_identity(tmp_path, public_url=URL, clock=clock, entropy=entropy)
    assert caught.value.code == "identity_unusable"
    assert (tmp_path / "keys.json").read_text() == content


def test_a_folder_of_another_address_is_refused(
    tmp_path: Path, clock: SetClock, entropy: CountedEntropy
) -> None:
    load_identity(tmp_path, public_url=URL, clock=clock, entropy=entropy)
    with pytest.raises(DamdaError, match="http://localhost:8140"):
        load_identity(tmp_path, public_url="https://v.example", clock=clock, entropy=entropy)


def test_how_a_host_is_written_in_the_did() -> None:
    assert domain_of("http://localhost:8140") == "localhost%3A8140"
    assert domain_of("https://Verifier.example") == "verifier.example"
