"""BBS refuses what is not as it was signed, and what is malformed, with our own errors."""

import secrets
from typing import Any

import pytest
from damda import bbs
from damda.bbs.groups import ORDER
from damda.errors import KeyMalformed, LimitExceeded, MalformedInput, ProofInvalid

pytestmark = pytest.mark.peer

MESSAGES = [b"name", b"grade", b"institution", b"date"]
SECRET = bbs.key_gen(bytes(range(32)))
HEADER, PRESENTATION = b"issued so", b"for you"


@pytest.fixture(scope="module")
def groups() -> bbs.Groups:
    return bbs.pairing_groups()


@pytest.fixture(scope="module")
def public(groups: bbs.Groups) -> bytes:
    return bbs.public_key_of(SECRET, groups)


@pytest.fixture(scope="module")
def signature(groups: bbs.Groups) -> bytes:
    return bbs.sign(SECRET, MESSAGES, groups=groups, header=HEADER)


@pytest.fixture(scope="module")
def proof(groups: bbs.Groups, public: bytes, signature: bytes) -> bytes:
    return proved(groups, public, signature)


def proved(groups: bbs.Groups, public: bytes, signature: bytes, **changed: Any) -> bytes:
    given = {"messages": MESSAGES, "disclosed": [0, 2], "header": HEADER} | changed
    return bbs.prove(
        public,
        signature,
        groups=groups,
        entropy=secrets.token_bytes,
        presentation_header=PRESENTATION,
        **given,
    )


def verified(groups: bbs.Groups, public: bytes, proof: bytes, **changed: Any) -> bool:
    given: dict[str, Any] = {
        "messages": [MESSAGES[0], MESSAGES[2]],
        "disclosed": [0, 2],
        "header": HEADER,
        "presentation_header": PRESENTATION,
    }
    return bbs.verify_proof(public, proof, groups=groups, **given | changed)


def test_what_is_changed_does_not_hold(groups: bbs.Groups, public: bytes, proof: bytes) -> None:
    assert verified(groups, public, proof)
    assert not verified(groups, public, proof, messages=[b"Name", MESSAGES[2]])
    assert not verified(groups, public, proof, messages=[MESSAGES[2], MESSAGES[0]])
    assert not verified(groups, public, proof, disclosed=[0, 3])
    assert not verified(groups, public, proof, header=b"issued else")
    assert not verified(groups, public, proof, presentation_header=b"for others")
    other = bbs.public_key_of(bbs.key_gen(bytes(32)), groups)
    assert not verified(groups, other, proof)


def test_no_byte_of_a_proof_may_change(groups: bbs.Groups, public: bytes, proof: bytes) -> None:
    for place in range(len(proof)):
        changed = bytearray(proof)
        changed[place] ^= 1
        try:
            assert not verified(groups, public, bytes(changed)), place
        except MalformedInput:
            continue


def test_two_proofs_share_no_bytes(groups: bbs.Groups, public: bytes, signature: bytes) -> None:
    first, second = (proved(groups, public, signature) for _ in range(2))
    windows = {first[at : at + 4] for at in range(len(first) - 3)}
    shared = {second[at : at + 4] for at in range(len(second) - 3)} & windows
    # Chance makes two of these share four bytes once in ten thousand runs.
    assert not shared
    assert all(signature[at : at + 4] not in windows for at in range(len(signature) - 3))


def test_a_signature_that_does_not_hold_is_not_proved(
    groups: bbs.Groups, public: bytes, signature: bytes
) -> None:
    with pytest.raises(ProofInvalid):
        proved(groups, public, signature, messages=[*MESSAGES[:3], b"later"])
    proof = proved(
        groups, public, signature, messages=[*MESSAGES[:3], b"later"], check_signature=False
    )
    assert not verified(groups, public, proof)


@pytest.mark.parametrize("disclosed", [[2, 0], [0, 0], [4], [-1]])
def test_indexes_rise_within_the_messages(
    groups: bbs.Groups, public: bytes, signature: bytes, proof: bytes, disclosed: list[int]
) -> None:
    with pytest.raises(MalformedInput):
        proved(groups, public, signature, disclosed=disclosed)
    messages = [b"x"] * len(disclosed)
    bad = [9] if disclosed == [4] else disclosed
    with pytest.raises(MalformedInput):
        verified(groups, public, proof, disclosed=bad, messages=messages)


IDENTITY = b"\xc0" + bytes(47)
SMALL_ORDER = bytes([0x80]) + bytes(47)
"""x = 0 is on the curve, in a subgroup of order 3."""


@pytest.mark.parametrize("point", [IDENTITY, b"\xe0" + bytes(47), SMALL_ORDER, bytes(48)])
@pytest.mark.parametrize("place", [0, 48, 96])
def test_points_outside_the_group_are_refused(
    groups: bbs.Groups, public: bytes, proof: bytes, point: bytes, place: int
) -> None:
    with pytest.raises(MalformedInput):
        verified(groups, public, proof[:place] + point + proof[place + 48 :])


@pytest.mark.parametrize("scalar", [0, ORDER, 2**256 - 1])
def test_scalars_out_of_range_are_refused(
    groups: bbs.Groups, public: bytes, proof: bytes, signature: bytes, scalar: int
) -> None:
    octets = scalar.to_bytes(32)
    for place in range(144, len(proof), 32):
        with pytest.raises(MalformedInput):
            verified(groups, public, proof[:place] + octets + proof[place + 32 :])
    with pytest.raises(MalformedInput):
        bbs.verify(public, signature[:48] + octets, MESSAGES, groups=groups)


@pytest.mark.parametrize("key", [b"", bytes(96), b"\xc0" + bytes(95), b"\xff" * 96])
def test_bytes_that_are_no_key_are_refused(groups: bbs.Groups, proof: bytes, key: bytes) -> None:
    assert not groups.is_public_key(key)
    # The challenge is over the key: another one fails there, before the point is looked at.
    assert not verified(groups, key, proof)
    with pytest.raises(KeyMalformed):
        groups.paired(groups.point(proof[:48]), key, groups.point(proof[48:96]))
    with pytest.raises(KeyMalformed):
        bbs.public_key_of(key[:32], groups)


def test_lengths_are_bounded(groups: bbs.Groups, public: bytes, proof: bytes) -> None:
    for length in (0, 271, len(proof) - 1):
        with pytest.raises(MalformedInput):
            verified(groups, public, proof[:length])
    with pytest.raises(MalformedInput):
        verified(groups, public, proof + b"\1" * 32 * bbs.MAX_MESSAGES)
    with pytest.raises(LimitExceeded):
        bbs.sign(SECRET, [b""] * (bbs.MAX_MESSAGES + 1), groups=groups)
