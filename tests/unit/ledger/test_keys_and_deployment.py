"""Keystore files, published keys, the deployment file, hexadecimal from outside."""

from __future__ import annotations

import json
import secrets
import stat
from pathlib import Path

import pytest
from damda.errors import KeyMalformed, MalformedInput
from damda_ledger import hexes
from damda_ledger.anvil import DEV_CHAIN_ID, AnvilMissing, find_anvil
from damda_ledger.cli_commands import DEVELOPMENT_KEY
from damda_ledger.deployment import (
    DEV_CHAIN_IDS,
    Deployment,
    read_deployment,
    write_deployment,
)
from damda_ledger.known_accounts import check_account
from damda_ledger.signing import (
    LocalSigner,
    new_keystore,
    open_keystore,
    read_password,
)

DEPLOYMENT = Deployment(
    chain_id=DEV_CHAIN_ID,
    genesis=b"\x01" * 32,
    issuer_registry="0x5FbDB2315678afecb367f032d93F642f64180aa3",
    credential_anchor="0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512",
    block=2,
)


def test_a_keystore_opens_with_its_password_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "agent.json"
    address = new_keystore(path, b"right", entropy=secrets.token_bytes)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert open_keystore(path, b"right").address == address
    with pytest.raises(KeyMalformed):
        open_keystore(path, b"wrong")
    with pytest.raises(KeyMalformed):
        new_keystore(path, b"right", entropy=secrets.token_bytes)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"version":3,"crypto":{}}'])
def test_what_is_no_keystore_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key.json"
    path.write_bytes(content)
    with pytest.raises(KeyMalformed):
        open_keystore(path, b"pw")


def test_a_password_file_gives_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text("secret\nsecond\n")
    assert read_password(path) == b"secret"
    path.write_text("\n")
    with pytest.raises(KeyMalformed):
        read_password(path)
    with pytest.raises(KeyMalformed):
        read_password(tmp_path / "none")


@pytest.mark.parametrize("key", [b"", b"\0" * 32, b"\xff" * 32, b"\x01" * 31])
def test_what_is_no_private_key_is_refused(key: bytes) -> None:
    with pytest.raises(KeyMalformed):
        LocalSigner(key)


def test_published_accounts_sign_on_development_chains_only() -> None:
    published = LocalSigner(DEVELOPMENT_KEY).address
    for chain_id in DEV_CHAIN_IDS:
        check_account(published, chain_id)
    for chain_id in (1, 1001, 8217):
        with pytest.raises(KeyMalformed) as caught:
            check_account(published, chain_id)
        assert caught.value.code == "well_known_key"
        check_account(LocalSigner(b"\x01" * 32).address, chain_id)


def test_a_deployment_survives_its_file(tmp_path: Path) -> None:
    path = tmp_path / "ledger" / "deployment.json"
    write_deployment(path, DEPLOYMENT)
    assert read_deployment(path) == DEPLOYMENT
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "change",
    [
        {"chainId": "1"},
        {"chainId": True},
        {"chainId": -1},
        {"genesis": "0x01"},
        {"issuerRegistry": "0x5fbDB2315678afecb367f032d93F642f64180aa3"},
        {"credentialAnchor": "nowhere"},
        {"block": 1.5},
        {"extra": 1},
    ],
)
def test_a_wrong_deployment_file_is_named(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "deployment.json"
    path.write_text(json.dumps(DEPLOYMENT.to_json() | change))
    with pytest.raises(MalformedInput, match=r"deployment\.json"):
        read_deployment(path)


def test_a_missing_deployment_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MalformedInput, match="damda ledger deploy"):
        read_deployment(tmp_path / "none.json")


@pytest.mark.parametrize("value", [None, 1, "", "1a", "0x", "0xzz", "0x" + "1" * 65, "0x1 "])
def test_what_is_no_quantity_is_refused(value: object) -> None:
    with pytest.raises(MalformedInput):
        hexes.quantity_from(value)


def test_addresses_are_checked_and_written_one_way() -> None:
    address = DEPLOYMENT.issuer_registry
    assert hexes.address_from(address.lower()) == address
    with pytest.raises(MalformedInput):
        hexes.address_from(address.swapcase().replace("0X", "0x"))


def test_a_missing_anvil_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(AnvilMissing, match="npm ci"):
        find_anvil(tmp_path)
