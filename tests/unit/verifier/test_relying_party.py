"""verifier.toml: what it asks for, and that a wrong key names its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from damda.openid.dcql import parse_query
from damda_issuers.catalog import load_catalog
from damda_issuers.toml_lines import DefinitionMalformed
from damda_verifiers.relying_party import CHECK_IDS, RelyingParty, load_relying_parties

SOUND = """\
name = { ko = "상점", en = "Shop" }
purpose = { ko = "연령 확인", en = "To check your age" }

[[credentials]]
id = "card"
label = { ko = "신분증", en = "Card" }
types = ["https://e.example/#Card"]

[[credentials.claims]]
path = '["languages", null]'
label = { ko = "언어", en = "Languages" }

[policy]
anchor = "no"
retention_days = 30
"""


def load(folder: Path, text: str) -> RelyingParty:
    (folder / "shop").mkdir()
    (folder / "shop" / "verifier.toml").write_text(text, encoding="utf-8")
    return load_relying_parties(folder)["shop"]


def test_a_folder_is_a_relying_party(tmp_path: Path) -> None:
    party = load(tmp_path, SOUND)
    assert (party.slug, party.name.ko, party.purpose.en) == ("shop", "상점", "To check your age")
    assert party.policy.retention.days == 30
    assert party.dcql_query() == {
        "credentials": [
            {
                "id": "card",
                "format": "ldp_vc",
                "meta": {"type_values": [["https://e.example/#Card"]]},
                "require_cryptographic_holder_binding": True,
                "claims": [{"path": ["languages", None]}],
            }
        ]
    }


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('anchor = "no"', 'ankor = "no"', 14, "did you mean 'anchor'"),
        ('anchor = "no"', 'anchor = "maybe"', 14, "one of no, if_given, yes"),
        ("retention_days = 30", "retention_days = 0", 15, "between 1 and 3650"),
        ("retention_days = 30", "", 13, "between 1 and 3650"),
        ("retention_days = 30", 'retention_days = 30\nfatal = ["prof"]', 16, "did you mean"),
        ('id = "card"', 'id = "a b"', 5, "must look like"),
        ('types = ["https://e.example/#Card"]', "types = []", 7, "at least one type"),
        ("""'["languages", null]'""", """'["languages", true]'""", 10, "names, indices and null"),
        ("""'["languages", null]'""", """'["languages"'""", 10, "JSON array"),
        ("""'["languages", null]'""", "'[]'", 10, "JSON array"),
        ('label = { ko = "언어", en = "Languages" }', 'label = { ko = "언어" }', 11, "missing"),
        ('purpose = { ko = "연령 확인", en = "To check your age" }', "", 1, "missing"),
    ],
)
def test_a_wrong_key_names_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    assert old in SOUND
    with pytest.raises(DefinitionMalformed) as caught:
        load(tmp_path, SOUND.replace(old, new))
    assert f"verifier.toml:{line}: " in caught.value.en
    assert says in caught.value.en


def test_a_rule_on_an_unknown_credential_is_refused(tmp_path: Path) -> None:
    rule = """
[[requirements]]
credential = "cart"
each = '["a"]'
where_member = "b"
where_value = "c"
member = "d"
prefix = "20"
met = { ko = "예", en = "yes" }
not_met = { ko = "아니요", en = "no" }
"""
    with pytest.raises(DefinitionMalformed, match="no credential has the id 'cart'"):
        load(tmp_path, SOUND + rule)


BOTH = SOUND.replace(
    "types = [", 'vct_values = ["{agent}/types/card", "urn:card"]\ntypes = ['
).replace("path = '", "sd_jwt_path = '[\"lang\"]'\npath = '")


def test_either_form_will_do(tmp_path: Path) -> None:
    """The form that shows less is asked for first."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "verifier.toml").write_text(BOTH, encoding="utf-8")
    party = load_relying_parties(tmp_path, agent_url="https://a.example/")["shop"]
    query = party.dcql_query()
    part, whole = query["credentials"]
    assert (part["id"], part["format"]) == ("card_sd_jwt", "dc+sd-jwt")
    assert part["meta"] == {"vct_values": ["https://a.example/types/card", "urn:card"]}
    assert part["claims"] == [{"path": ["lang"]}]
    assert (whole["id"], whole["claims"]) == ("card", [{"path": ["languages", None]}])
    assert query["credential_sets"] == [{"options": [["card_sd_jwt"], ["card"]]}]
    parse_query(query)


def test_what_is_optional_in_part_is_a_claim_set(tmp_path: Path) -> None:
    more = "\n[[credentials.claims]]\nsd_jwt_path = '[\"b\"]'\noptional = true\n"
    label = 'label = { ko = "비", en = "B" }\n\n[policy]'
    party = load(tmp_path, BOTH.replace("[policy]", more + label))
    part = party.dcql_query()["credentials"][0]
    assert [claim["path"] for claim in part["claims"]] == [["lang"], ["b"]]
    assert part["claim_sets"] == [["claim_0", "claim_1"], ["claim_0"]]
    parse_query(party.dcql_query())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('["{agent}/types/card", "urn:card"]', "[]", "at least one type"),
        ('types = ["https://e.example/#Card"]', "", "not asked for"),
        ("sd_jwt_path = '[\"lang\"]'", "sd_jwt_path = '[\"lang\"]'\noptional = true", "optional"),
    ],
)
def test_a_form_that_does_not_fit_its_claims_is_refused(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert old in BOTH
    with pytest.raises(DefinitionMalformed, match=says):
        load(tmp_path, BOTH.replace(old, new))


def test_the_employer_asks_for_what_keis_issues() -> None:
    """Every path that is asked for is one that the training badge has, and the type is its own."""
    employer = load_relying_parties()["employer"]
    (asked,) = employer.credentials
    badge = load_catalog().type("keis", "TrainingBadge")
    subject = badge.json_schema()["properties"]["credentialSubject"]["properties"]
    names = {claim.name for claim in badge.claims}
    for claim in asked.claims:
        assert claim.paths["ldp_vc"][1] in subject, claim.paths
        assert claim.paths.get("dc+sd-jwt", ("trprName",))[0] in names, claim.paths
    part, whole = asked.forms
    assert part.meta == {"vct_values": ["https://damda.example/keis/types/training-badge/v1"]}
    assert "https://damda.example/vocab/keis#TrainingBadge" in whole.meta["type_values"][0]
    (rule,) = employer.requirements
    assert (rule.where["ldp_vc"].where_value, rule.prefix) == ("NCS", "20")
    assert employer.policy.retention.days == 180
    assert employer.policy.fatal == frozenset(CHECK_IDS), "every check is fatal"
