"""The examples and vectors of the IETF Token Status List (draft 21), both ways."""

import json
import re
from datetime import UTC, datetime

import pytest
from damda import base64url
from damda.cbor import dumps, loads
from damda.keys import PublicKey
from damda.status.cose_sign1 import read_cose_sign1
from damda.status.token_cwt import STATUS_CLAIM, check_status_list_cwt
from damda.status.token_jwt import check_status_list_jwt
from damda.status.token_list import (
    StatusReference,
    TokenStatusList,
    compress,
    decompress,
    new_token_list,
    parse_status_claim,
)
from support.shelf import vectors

VECTORS = vectors("token-status-list")

URI = "https://example.com/statuslists/1"
NOW = datetime(2026, 11, 25, tzinfo=UTC)
# The public part of the key that the draft's examples are signed with.
KEY = PublicKey.from_jwk(
    {
        "kty": "EC",
        "crv": "P-256",
        "x": "I3HWm_0Ds1dPMI-IWmf4mBmH-YaeAVbPVu7vB27CxXo",
        "y": "6N_d5Elj9bs1htgV3okJKIdbHEpkgTmAluYKJemzn1M",
    }
)

# What the draft says of its lists (4.1 and its appendix "Test vectors"): 2^20 entries, those not
# named are 0.
LONG = 1 << 20
ENTRIES = {
    ("encoding", 1): (16, dict(enumerate([1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]))),
    ("encoding2", 2): (12, dict(enumerate([1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]))),
    ("encoding1_long", 1): (
        LONG,
        dict.fromkeys(
            [0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345], 1
        ),
    ),
    ("encoding2_long", 2): (
        LONG,
        {0: 1, 1993: 2, 25460: 1, 159495: 3, 495669: 1, 554353: 1}
        | {645645: 2, 723232: 1, 854545: 1, 934534: 2, 1000345: 3},
    ),
    ("encoding4", 4): (
        LONG,
        {0: 1, 1993: 2, 35460: 3, 459495: 4, 595669: 5, 754353: 6, 845645: 7, 923232: 8}
        | {924445: 9, 934534: 10, 1004534: 11, 1000345: 12, 1030203: 13, 1030204: 14}
        | {1030205: 15},
    ),
}


def text_of(name: str) -> str:
    return (VECTORS / f"{name}.md").read_text()


def in_hex(name: str) -> bytes:
    """The vector's bytes; lines that explain it are left out."""
    lines = text_of(name).split("encoded:")[-1]
    return bytes.fromhex("".join(lines.split()))


def in_json(name: str):
    text = text_of(name)
    return json.loads(re.sub(r"\n\s*", "", text[text.index("{") :]))


def nonzero(listed: TokenStatusList) -> dict[int, int]:
    per_byte = 8 // listed.bits
    near = (n for n, byte in enumerate(listed.data) if byte)
    entries = (i for n in near for i in range(n * per_byte, (n + 1) * per_byte))
    return {i: listed.status(i) for i in entries if listed.status(i)}


@pytest.mark.parametrize(("name", "bits"), ENTRIES)
def test_lists_in_json_and_cbor(name, bits):
    length, statuses = ENTRIES[name, bits]
    claim, in_cbor = in_json(f"status_list_{name}_json"), loads(in_hex(f"status_list_{name}_cbor"))
    assert claim["bits"] == in_cbor["bits"] == bits
    assert base64url.decode(claim["lst"]) == in_cbor["lst"]
    listed = decompress(bits, in_cbor["lst"])
    assert len(listed) == length
    assert nonzero(listed) == {i: s for i, s in statuses.items() if s}
    ours = new_token_list(length, bits).with_statuses(statuses)
    assert ours == listed
    assert compress(ours) == in_cbor["lst"]
    assert dumps(in_cbor) == in_hex(f"status_list_{name}_cbor")


def test_eight_bits_have_each_status_once():
    in_cbor = loads(in_hex("status_list_encoding8_cbor"))
    listed = decompress(8, in_cbor["lst"])
    assert base64url.decode(in_json("status_list_encoding8_json")["lst"]) == in_cbor["lst"]
    found = nonzero(listed)
    assert len(listed) == LONG
    assert sorted(found.values()) == list(range(1, 256))
    assert (found[52451], found[576778], found[341110], found[374660]) == (1, 2, 54, 114)
    assert compress(new_token_list(LONG, 8).with_statuses(found)) == in_cbor["lst"]


def test_token_as_jwt():
    token = re.sub(r"\s", "", text_of("status_list_jwt_raw"))
    claims = check_status_list_jwt(token, uri=URI, key_for=lambda kid: KEY, now=NOW)
    assert claims.listed == TokenStatusList(1, b"\xb9\xa3")
    assert claims.to_json() == {"sub": URI, "iat": 1686920170, "exp": 2291720170, "ttl": 43200}


def test_token_as_cwt():
    asked = []

    def key_for(kid):
        asked.append(kid)
        return KEY

    claims = check_status_list_cwt(in_hex("status_list_cwt"), uri=URI, key_for=key_for, now=NOW)
    assert claims.listed == TokenStatusList(1, b"\xb9\xa3")
    assert claims.to_json() == {"sub": URI, "iat": 1686920170, "exp": 2291720170, "ttl": 43200}
    assert asked == ["12"]


def test_reference_in_a_cwt():
    message = read_cose_sign1(in_hex("referenced_token_cwt"), max_bytes=1000)
    assert message.verify(KEY)
    claim = loads(message.payload)[STATUS_CLAIM]
    assert parse_status_claim(claim) == StatusReference(0, URI)
