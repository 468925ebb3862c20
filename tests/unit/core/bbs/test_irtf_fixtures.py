"""BBS as the IRTF draft's fixtures have it, in both libraries, both ways (irtf_fixtures.json)."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from damda import bbs
from damda.bbs.generators import generators_of

pytestmark = pytest.mark.peer

DATA = json.loads((Path(__file__).parent / "irtf_fixtures.json").read_text())
MESSAGES = [bytes.fromhex(text) for text in DATA["messages"]]
SUITES = [("sha-256", bbs.SHA_256), ("shake-256", bbs.SHAKE_256)]
SEED = bytes.fromhex("332e313431353932363533353839373933323338343632363433333833323739")


def arkworks() -> bbs.Groups:
    from damda.bbs.arkworks_groups import ArkworksGroups

    return ArkworksGroups()


def py_ecc() -> bbs.Groups:
    from damda.bbs.py_ecc_groups import PyEccGroups

    return PyEccGroups()


class SeededScalars:
    """The draft's mocked random scalars (8.1), as bytes that are asked for one after another."""

    def __init__(self, suite: bbs.Ciphersuite, count: int) -> None:
        dst = suite.api_id + b"MOCK_RANDOM_SCALARS_DST_"
        self._data = suite.expand_message(SEED, dst, 48 * count)

    def __call__(self, length: int) -> bytes:
        taken, self._data = self._data[:length], self._data[length:]
        return taken


@pytest.fixture(params=[arkworks, py_ecc])
def groups(request: pytest.FixtureRequest) -> Any:
    return request.param()


@pytest.mark.parametrize(("name", "suite"), SUITES)
def test_keys_generators_and_scalars(name: str, suite: bbs.Ciphersuite, groups: bbs.Groups) -> None:
    data = DATA[name]
    material, info = bytes.fromhex(data["key_material"]), bytes.fromhex(data["key_info"])
    secret = bbs.key_gen(material, info=info, suite=suite)
    assert secret.hex() == data["secret_key"]
    assert bbs.public_key_of(secret, groups).hex() == data["public_key"]
    assert groups.is_public_key(bytes.fromhex(data["public_key"]))
    assert generators_of(suite, groups).octets(10).hex() == "".join(data["generators"])
    assert suite.message_scalars(MESSAGES) == [int(text, 16) for text in data["scalars"]]


@pytest.mark.parametrize(("name", "suite"), SUITES)
@pytest.mark.parametrize("number", range(3))
def test_signatures(name: str, suite: bbs.Ciphersuite, number: int) -> None:
    row, groups = DATA[name]["signatures"][number], arkworks()
    messages, header = MESSAGES[: row["count"]], bytes.fromhex(row["header"])
    secret, public = (bytes.fromhex(DATA[name][key]) for key in ("secret_key", "public_key"))
    signature = bbs.sign(secret, messages, groups=groups, header=header, suite=suite)
    assert signature.hex() == row["signature"]
    assert bbs.verify(public, signature, messages, groups=groups, header=header, suite=suite)
    other = [*messages[:-1], b"another"]
    assert not bbs.verify(public, signature, other, groups=groups, header=header, suite=suite)
    assert not bbs.verify(public, signature, messages, groups=groups, header=b"-", suite=suite)


@pytest.mark.parametrize(("name", "suite"), SUITES)
@pytest.mark.parametrize("number", range(5))
def test_proofs(name: str, suite: bbs.Ciphersuite, number: int) -> None:
    row, groups = DATA[name]["proofs"][number], arkworks()
    proof = proof_of(row, name, suite, groups, check_signature=True)
    assert proof.hex() == row["proof"]
    assert holds(row, proof, name, suite, groups)


def test_the_library_for_phones_gives_the_same_proof() -> None:
    row, groups = DATA["sha-256"]["proofs"][2], py_ecc()
    proof = proof_of(row, "sha-256", bbs.SHA_256, groups, check_signature=False)
    assert proof.hex() == row["proof"]


def test_the_library_for_phones_verifies_in_its_time() -> None:
    row = DATA["sha-256"]["proofs"][0]
    assert holds(row, bytes.fromhex(row["proof"]), "sha-256", bbs.SHA_256, py_ecc())


def test_a_library_leaves_the_recursion_limit() -> None:
    before = sys.getrecursionlimit()
    py_ecc()
    assert sys.getrecursionlimit() == before < 100_000


def proof_of(
    row: Any, name: str, suite: bbs.Ciphersuite, groups: bbs.Groups, *, check_signature: bool
) -> bytes:
    return bbs.prove(
        bytes.fromhex(DATA[name]["public_key"]),
        bytes.fromhex(row["signature"]),
        MESSAGES[: row["count"]],
        row["disclosedIndexes"],
        groups=groups,
        entropy=SeededScalars(suite, 5 + row["count"] - len(row["disclosedIndexes"])),
        header=bytes.fromhex(row["header"]),
        presentation_header=bytes.fromhex(row["presentationHeader"]),
        suite=suite,
        check_signature=check_signature,
    )


def holds(row: Any, proof: bytes, name: str, suite: bbs.Ciphersuite, groups: bbs.Groups) -> bool:
    return bbs.verify_proof(
        bytes.fromhex(DATA[name]["public_key"]),
        proof,
        [MESSAGES[index] for index in row["disclosedIndexes"]],
        row["disclosedIndexes"],
        groups=groups,
        header=bytes.fromhex(row["header"]),
        presentation_header=bytes.fromhex(row["presentationHeader"]),
        suite=suite,
    )
