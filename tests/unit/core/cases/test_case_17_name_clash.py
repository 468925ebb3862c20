"""Case 17: a disclosure never takes the place of a claim in plain sight."""

from typing import Any

import pytest
from damda.errors import MalformedInput
from damda.sd_jwt import parse, processed, select
from support.sd_jwt_world import claims_of, digest, disclosure, forged

VCT = "https://e.example/d"
DEGREE = disclosure("c2FsdA", "degree", "PhD")


def refused(payload: dict[str, Any], *disclosures: str) -> None:
    text = forged(payload, *disclosures)
    with pytest.raises(MalformedInput) as caught:
        processed(parse(text))
    assert caught.value.ko.startswith("SD-JWT")
    with pytest.raises(MalformedInput):
        # The holder's side: it can't be shown either, so it is not taken.
        select(parse(text), [])


def test_a_clash_at_the_top() -> None:
    refused({"vct": VCT, "degree": "BSc", "_sd": [digest(DEGREE)]}, DEGREE)
    assert claims_of(forged({"vct": VCT, "_sd": [digest(DEGREE)]}, DEGREE))["degree"] == "PhD"


def test_whatever_the_order_of_the_members() -> None:
    refused({"_sd": [digest(DEGREE)], "degree": "BSc"}, DEGREE)
    refused({"_sd": [digest(DEGREE)], "degree": {"_sd": []}}, DEGREE)
    refused({"_sd": [digest(DEGREE)], "degree": None}, DEGREE)


def test_the_plain_claim_stays_where_the_other_is_hidden() -> None:
    payload = {"vct": VCT, "degree": "BSc", "_sd": [digest(DEGREE)]}
    assert claims_of(forged(payload))["degree"] == "BSc"


def test_a_clash_one_level_down() -> None:
    refused({"vct": VCT, "o": {"degree": "BSc", "_sd": [digest(DEGREE)]}}, DEGREE)
    refused({"vct": VCT, "a": [{"degree": "BSc", "_sd": [digest(DEGREE)]}]}, DEGREE)
    inner = disclosure("s", "o", {"degree": "BSc", "_sd": [digest(DEGREE)]})
    refused({"vct": VCT, "_sd": [digest(inner)]}, inner, DEGREE)


def test_the_same_name_on_another_level_is_no_clash() -> None:
    payload = {"degree": "BSc", "o": {"_sd": [digest(DEGREE)]}}
    assert claims_of(forged(payload, DEGREE)) == {"degree": "BSc", "o": {"degree": "PhD"}}


def test_two_disclosures_of_one_name() -> None:
    other = disclosure("other", "degree", "BSc")
    refused({"vct": VCT, "_sd": [digest(DEGREE), digest(other)]}, DEGREE, other)


@pytest.mark.parametrize("name", ["_sd", "..."])
def test_reserved_names(name: str) -> None:
    text = disclosure("c2FsdA", name, "PhD")
    for payload in ({"_sd": [digest(text)]}, {"o": {"_sd": [digest(text)]}}):
        with pytest.raises(MalformedInput, match="name"):
            parse(forged(payload, text))
