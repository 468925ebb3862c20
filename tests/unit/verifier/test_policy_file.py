"""A policy in a file: TOML or JSON, strict, and wrong keys named with file and line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from damda.verify import ALWAYS_FATAL, CHECK_IDS, Policy
from damda_issuers.toml_lines import DefinitionMalformed
from damda_verifiers.policy_file import read_policy

TOML = """\
# Only dates and status decide.
fatal = ["validity", "status"]
anchor = "no"
leeway_seconds = 5
unsigned = "if_not_asked"
"""
JSON = """\
{
  "fatal": ["validity", "status"],
  "anchor": "no",
  "leeway_seconds": 5,
  "unsigned": "if_not_asked"
}
"""


def policy(folder: Path, text: str, name: str = "policy.toml") -> Policy:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_policy(path)


@pytest.mark.parametrize(("text", "name"), [(TOML, "policy.toml"), (JSON, "policy.json")])
def test_toml_and_json_say_the_same(tmp_path, text, name):
    assert policy(tmp_path, text, name) == Policy(
        fatal=frozenset({"validity", "status"}),
        leeway=timedelta(seconds=5),
        require_anchor="no",
        unsigned="if_not_asked",
    )


def test_what_is_left_out_is_strict(tmp_path):
    assert policy(tmp_path, "") == Policy()
    assert policy(tmp_path, "").fatal == frozenset(CHECK_IDS)


def test_no_policy_switches_the_proofs_off(tmp_path):
    lax = policy(tmp_path, "fatal = []")
    assert all(lax.is_fatal(check) for check in ALWAYS_FATAL)
    assert not lax.is_fatal("status")


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("anchor =", "ankor =", 3, "did you mean 'anchor'"),
        ('"status"]', '"statsu"]', 2, "did you mean 'status'"),
        ('"status"]', '"requirement"]', 2, "no check is called"),
        ('"status"]', "7]", 2, "list of texts"),
        ('"no"', '"never"', 3, "one of no, if_given, yes"),
        ('"no"', "false", 3, "must be a text"),
        ("= 5", "= -1", 4, "from 0 to 3600"),
        ("= 5", "= true", 4, "must be an integer"),
        ('"if_not_asked"', '"always"', 5, "one of refuse"),
    ],
)
def test_a_wrong_key_names_file_and_line(tmp_path, old, new, line, says):
    json_old, json_new = old.replace("anchor =", '"anchor"'), new.replace("ankor =", '"ankor"')
    for text, name, was, becomes in (
        (TOML, "policy.toml", old, new),
        (JSON, "policy.json", json_old.replace("= ", ": "), json_new.replace("= ", ": ")),
    ):
        assert was in text
        with pytest.raises(DefinitionMalformed) as caught:
            policy(tmp_path, text.replace(was, becomes), name)
        assert f"{name}:{line}: " in caught.value.en
        assert says in caught.value.en


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("fatal = [", "policy.toml", "not TOML"),
        ("{", "policy.json", "not valid JSON"),
        ('{"anchor": "no", "anchor": "yes"}', "policy.json", "twice"),
        ("[1]", "policy.json", "JSON object"),
        ('{"anchor": "' + "x" * 70_000 + '"}', "policy.json", "longer than"),
    ],
)
def test_what_is_no_policy_is_refused(tmp_path, text, name, says):
    with pytest.raises(DefinitionMalformed, match=says):
        policy(tmp_path, text, name)


@pytest.mark.parametrize("name", ["missing.toml", "missing.json"])
def test_a_missing_file_is_said(tmp_path, name):
    with pytest.raises(DefinitionMalformed, match="can't be read"):
        read_policy(tmp_path / name)
