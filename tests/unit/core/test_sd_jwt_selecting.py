"""What a holder shows is what was asked and what it stands in, and nothing else."""

from typing import Any

import pytest
from damda.errors import MalformedInput
from damda.openid.dcql.paths import claim_values
from damda.sd_jwt import parse, processed, select
from support.sd_jwt_world import CLAIMS, DISCLOSABLE, digest, disclosure, forged, issued

SD_JWT = parse(issued(decoys=2))
PLAIN = {
    "iss": "https://issuer.example",
    "degree": "BSc",
    "languages": [],
    "jobs": [{"title": "nurse"}, {"title": "midwife"}],
}


def seen(*paths: Any, whole: bool = False) -> dict[str, Any]:
    claims = processed(select(SD_JWT, paths, whole=whole))
    return {name: value for name, value in claims.items() if name != "cnf"}


@pytest.mark.parametrize(
    ("paths", "shown"),
    [
        ([], {}),
        ([("degree",)], {}),
        ([("name",)], {"name": "홍길동"}),
        ([("address",)], {"address": {"country": "KR"}}),
        ([("address", "country")], {"address": {"country": "KR"}}),
        ([("address", "street")], {"address": {"country": "KR", "street": "세종대로 209"}}),
        ([("languages",)], {}),
        ([("languages", None)], {"languages": ["ko", "en", "fr"]}),
        ([("languages", 1)], {"languages": ["en"]}),
        ([("languages", 0), ("languages", 2)], {"languages": ["ko", "fr"]}),
        ([("jobs", 1, "years")], {"jobs": [{"title": "nurse"}, {"title": "midwife", "years": 4}]}),
        ([("jobs", None, "years")], {"jobs": CLAIMS["jobs"]}),
        ([("jobs", None, "title")], {}),
    ],
)
def test_what_is_shown(paths: list[Any], shown: dict[str, Any]) -> None:
    assert seen(*paths) == {**PLAIN, **shown}


def test_the_whole_of_what_is_selected() -> None:
    assert seen(("address",), whole=True) == {**PLAIN, "address": CLAIMS["address"]}
    assert seen(("languages",), whole=True) == {**PLAIN, "languages": CLAIMS["languages"]}
    assert seen(("languages", 1), whole=True) == {**PLAIN, "languages": ["en"]}
    assert seen(("address", "city"), whole=True)["address"] == {"country": "KR", "city": "서울"}


@pytest.mark.parametrize("path", DISCLOSABLE)
def test_a_verifier_finds_there_what_the_holder_saw(path: Any) -> None:
    """The same pointer, read as DCQL reads it. Where an array loses elements, places move."""
    before, after = (
        claim_values(processed(each), path) for each in (SD_JWT, select(SD_JWT, [path]))
    )
    assert len(before) == len(after) > 0
    if path != ("address",):
        assert before == after


@pytest.mark.parametrize(
    "path",
    [(), ("x",), ("languages", 3), ("languages", "ko"), ("address", None), ["name"], ("_sd",)],
)
def test_a_path_that_leads_to_nothing(path: Any) -> None:
    with pytest.raises(MalformedInput):
        select(SD_JWT, [path])


def test_a_claim_named_null_is_a_claim() -> None:
    """Case 29: null is a step of its own, and no text."""
    odd = parse(issued({"null": 1, "l": ["ko", "en"]}, [("null",), ("l", None)]))
    assert processed(select(odd, [("null",)]))["null"] == 1
    with pytest.raises(MalformedInput):
        select(odd, [("l", "null")])


def test_an_old_key_binding_is_left_off() -> None:
    name = disclosure("s", "name", "Kim")
    bound = parse(forged({"_sd": [digest(name)]}, name, key_binding="e30.e30.AAAA"))
    assert select(bound, [("name",)]).key_binding is None


def test_texts_and_order_of_the_issuer_stay() -> None:
    kept = [each for each in SD_JWT.disclosures if each.name in ("name", "address", "city")]
    chosen = select(SD_JWT, [("address", "city"), ("name",)])
    assert list(chosen.disclosures) == kept
    assert chosen.jwt == SD_JWT.jwt


def test_a_credential_that_breaks_the_rules_is_not_shown() -> None:
    name = disclosure("s", "name", "Kim")
    with pytest.raises(MalformedInput):
        select(parse(forged({"name": "Lee", "_sd": [digest(name)]}, name)), [("name",)])
