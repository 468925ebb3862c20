"""Our own did:webvh logs: written, changed, ended, and read by a second implementation."""

import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from damda.dids import resolve
from damda.dids.did_webvh import LogDraft, draft_log, draft_update, log_url, resolve_log
from damda.errors import DidUnresolvable, MalformedInput
from damda.keys import SoftwareSigner
from support.did_logs import NOW, peer_resolves, signer

UPDATE, KEY, NEXT, AFTER = (signer(number) for number in (1, 2, 3, 4))
CREATED = NOW - timedelta(hours=1)


def first(domain_path: str = "localhost%3A8130:keis", **options: Any) -> tuple[str, bytes]:
    draft = draft_log(
        domain_path,
        **{"update_key": UPDATE.public, "keys": {"key-1": KEY.public}, "created": CREATED}
        | options,
    )
    return draft.did, signed(draft)


def signed(draft: LogDraft, by: SoftwareSigner = UPDATE) -> bytes:
    return draft.attach(by.sign(draft.signing_input))


def updated(log: bytes, by: SoftwareSigner = UPDATE, **options: Any) -> bytes:
    draft = draft_update(log, **{"update_key": by.public, "created": NOW} | options)
    return log + signed(draft, by)


def test_a_new_did_resolves_to_its_keys() -> None:
    did, log = first(
        also_known_as=["did:web:localhost%3A8130:keis"],
        services=[{"id": "#site", "type": "LinkedDomains", "serviceEndpoint": "https://a.example"}],
    )
    assert did.endswith(":localhost%3A8130:keis")
    assert log_url(did) == "https://localhost:8130/keis/did.jsonl"
    document = resolve(did, log=log, now=NOW)
    assert document.id == did
    assert document.key(f"{did}#key-1", "assertionMethod") == KEY.public
    assert document.key(f"{did}#key-1", "authentication") == KEY.public
    assert document.document["service"][0]["id"] == f"{did}#site"
    assert document.document["alsoKnownAs"] == ["did:web:localhost%3A8130:keis"]
    assert document.version_number == 1
    assert document.head_digest == sha256(str(document.version_id).encode()).digest()


@pytest.mark.parametrize(
    ("domain_path", "url"),
    [
        ("example.com", "https://example.com/.well-known/did.jsonl"),
        ("example.com%3A3000", "https://example.com:3000/.well-known/did.jsonl"),
        ("example.com:dids:issuer", "https://example.com/dids/issuer/did.jsonl"),
        ("example.com:%EC%8B%9C", "https://example.com/%EC%8B%9C/did.jsonl"),
        ("example.com:a%20b", "https://example.com/a%20b/did.jsonl"),
        ("xn--jp-cd2fp15c.xn--fsq.jp", "https://xn--jp-cd2fp15c.xn--fsq.jp/.well-known/did.jsonl"),
    ],
)
def test_where_the_log_is(domain_path: str, url: str) -> None:
    did, _ = first(domain_path)
    assert log_url(did) == url


@pytest.mark.parametrize(
    "domain_path",
    [
        "",
        "localhost%3A",
        "localhost%3A0",
        "localhost%3A65536",
        "localhost%3A080",
        "localhost:",
        "localhost::keis",
        "localhost/keis",
        "localhost?x",
        "localhost#x",
        "intranet",
        "127.0.0.1",
        "127.1",
        "0x7f.0x1",
        "2130706433",
        "e.example.0x7f000001",
        "[::1]",
        "%5B%3A%3A1%5D",
        "e.example%2Fpath",
        "-e.example",
        "e..example",
        "e.example.",
        "user@e.example",
        "user%40e.example",
        "e.example%00",
        "예시.kr",
        "e.example:a%5Cb",
        "e.example:a%2Fb",
        "e.example:%00",
        "e.example:.",
        "e.example:%2e%2E",
        "e.example:%20a",
        "e.example:%ff",
        "e.example:%",
        "a" * 64 + ".example",
    ],
)
def test_a_place_that_is_none_is_refused(domain_path: str) -> None:
    with pytest.raises(MalformedInput):
        first(domain_path)


def test_an_update_keeps_what_it_does_not_name() -> None:
    did, log = first(also_known_as=["urn:a"])
    log = updated(log, keys={"key-2": NEXT.public})
    state = resolve_log(did, log, now=NOW)
    assert state.version_number == 2
    assert state.document["alsoKnownAs"] == ["urn:a"]
    assert len(state.version_digests) == 2
    document = resolve(did, log=log, now=NOW)
    assert document.key(f"{did}#key-2", "assertionMethod") == NEXT.public
    with pytest.raises(DidUnresolvable):
        document.key(f"{did}#key-1", "assertionMethod")


def test_an_older_version_is_found_by_time_and_still_shows_the_head() -> None:
    did, log = first()
    log = updated(log, keys={"key-2": NEXT.public})
    old = resolve(did, log=log, now=NOW, version_time=CREATED)
    assert old.version_number == 1
    assert old.key(f"{did}#key-1", "assertionMethod") == KEY.public
    assert old.version_digests == resolve_log(did, log, now=NOW).version_digests
    with pytest.raises(DidUnresolvable, match="not there yet"):
        resolve(did, log=log, now=NOW, version_time=CREATED - timedelta(seconds=1))


def test_two_updates_in_one_second_have_two_times() -> None:
    did, log = first(created=NOW)
    log = updated(updated(log))
    times = [json.loads(line)["versionTime"] for line in log.splitlines()]
    assert times == ["2026-11-25T00:00:00Z", "2026-11-25T00:00:01Z", "2026-11-25T00:00:02Z"]
    assert resolve_log(did, log, now=NOW).version_number == 3


def test_update_keys_rotate_and_the_old_one_is_out() -> None:
    did, log = first()
    log = updated(log, update_keys=[NEXT.public])
    with pytest.raises(MalformedInput, match="may not update"):
        updated(log)
    assert resolve_log(did, updated(log, NEXT), now=NOW).version_number == 3


def test_pre_rotation() -> None:
    did, log = first(next_keys=[NEXT.public])
    with pytest.raises(MalformedInput, match="nextKeyHashes"):
        updated(log, NEXT)
    with pytest.raises(MalformedInput, match="not announced"):
        updated(log, AFTER, next_keys=[])
    log = updated(log, NEXT, next_keys=[AFTER.public])
    log = updated(log, AFTER, next_keys=[])
    log = updated(log, AFTER)
    assert resolve_log(did, log, now=NOW).version_number == 4


def test_a_deactivated_did_is_over_but_its_past_is_not() -> None:
    did, log = first()
    log = updated(log, deactivate=True)
    assert resolve_log(did, log, now=NOW).deactivated
    with pytest.raises(DidUnresolvable, match="deactivated"):
        resolve(did, log=log, now=NOW)
    assert resolve(did, log=log, now=NOW, version_time=CREATED).version_number == 1
    with pytest.raises(DidUnresolvable, match="deactivated"):
        updated(log)


@pytest.mark.parametrize("fragment", ["", "a b", "#a", "{SCID}", "키"])
def test_a_keys_name_is_a_fragment(fragment: str) -> None:
    with pytest.raises(MalformedInput):
        first(keys={fragment: KEY.public})


def test_an_update_key_is_ed25519() -> None:
    with pytest.raises(MalformedInput):
        first(update_key=SoftwareSigner.create("P-256").public)


def test_a_log_that_does_not_hold_is_not_continued() -> None:
    _, log = first()
    with pytest.raises(DidUnresolvable):
        updated(log.replace(b"key-1", b"key-9"))


@pytest.mark.peer
def test_the_second_implementation_reads_our_logs(tmp_path: Path) -> None:
    did, log = first("example.com:keis", next_keys=[NEXT.public])
    log = updated(log, NEXT, next_keys=[AFTER.public], keys={"key-2": AFTER.public})
    log = updated(log, AFTER, next_keys=[], also_known_as=["urn:a"])
    path = tmp_path / "did.jsonl"
    path.write_bytes(log)
    document = peer_resolves(did, path)
    assert document is not None
    ours = resolve_log(did, log, now=NOW).document
    assert {name: document[name] for name in ours} == ours


@pytest.mark.peer
def test_the_second_implementation_takes_a_port_but_not_localhost(tmp_path: Path) -> None:
    """``localhost`` is ours: the specification wants a fully qualified domain name."""
    path = tmp_path / "did.jsonl"
    for domain_path, taken in (("agency.example%3A8130:keis", True), ("localhost:keis", False)):
        did, log = first(domain_path)
        path.write_bytes(log)
        assert (peer_resolves(did, path) is not None) is taken
