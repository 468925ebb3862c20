"""Case 19: ``sd_hash`` covers the last tilde (RFC 9901, 4.3.1), and nothing is added or cut off."""

from typing import Any

import pytest
from damda.errors import ProofInvalid
from damda.openid.jose import read_jws, sign_jws
from damda.sd_jwt import parse, present
from support.sd_jwt_world import HOLDER, NOW, VERIFIER, checked, digest, issued

TEXT = issued({"a": 1, "b": 2, "c": 3}, [("a",), ("b",), ("c",)])
CHOICES: list[Any] = [[], [("b",)], [("a",), ("b",), ("c",)]]


def presented(paths: Any) -> str:
    return present(parse(TEXT), paths=paths, signer=HOLDER, issued_at=NOW, **VERIFIER)


def bound_over(shown: str, hashed: str) -> str:
    payload = {
        "iat": int(NOW.timestamp()),
        "aud": VERIFIER["audience"],
        "nonce": VERIFIER["nonce"],
        "sd_hash": digest(hashed),
    }
    return shown + sign_jws(HOLDER, {"typ": "kb+jwt"}, payload)


@pytest.mark.parametrize("paths", CHOICES)
def test_the_last_tilde_is_hashed(paths: Any) -> None:
    text = presented(paths)
    shown = text[: text.rindex("~") + 1]
    assert shown.count("~") == len(paths) + 1
    assert read_jws(parse(text).key_binding).payload["sd_hash"] == digest(shown)
    checked(text)
    checked(bound_over(shown, shown))


@pytest.mark.parametrize("paths", CHOICES)
def test_a_hash_without_it(paths: Any) -> None:
    text = presented(paths)
    shown = text[: text.rindex("~") + 1]
    with pytest.raises(ProofInvalid, match="not over"):
        checked(bound_over(shown, shown[:-1]))


@pytest.mark.parametrize("paths", CHOICES)
def test_a_key_binding_that_was_cut_off(paths: Any) -> None:
    text = presented(paths)
    with pytest.raises(ProofInvalid, match="missing"):
        checked(text[: text.rindex("~") + 1])


def test_a_disclosure_added_or_left_out_or_moved_afterwards() -> None:
    jwt, a, b, c, _ = TEXT.split("~")
    binding = presented([("b",)]).rpartition("~")[2]
    for disclosures in ([a, b], [b, c], [], [a], [b, a, c]):
        with pytest.raises(ProofInvalid, match="not over"):
            checked("~".join((jwt, *disclosures, binding)))
    both = presented([("a",), ("b",)]).rpartition("~")[2]
    checked("~".join((jwt, a, b, both)))
    with pytest.raises(ProofInvalid, match="not over"):
        checked("~".join((jwt, b, a, both)))


def test_the_key_binding_of_another_credential() -> None:
    other = issued({"a": 1}, [("a",)])
    binding = presented([]).rpartition("~")[2]
    with pytest.raises(ProofInvalid, match="not over"):
        checked(other[: other.index("~") + 1] + binding)
