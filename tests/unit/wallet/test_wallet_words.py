"""What a person reads: names in both languages, every statement of a credential, nothing hidden."""

from __future__ import annotations

import json

import pytest
from damda.errors import MalformedInput
from damda_wallet.json_slice import json_slice
from damda_wallet.labels import MAX_LINES, display_label, labelled_paths, one_line, shown_claims
from damda_wallet.views import Label
from hypothesis import given, settings
from hypothesis import strategies as st

CLAIMS = [
    {
        "path": ["credentialSubject", "achievement", "name"],
        "display": [{"name": "과정명", "locale": "ko-KR"}, {"name": "Course", "locale": "en"}],
    },
    {"path": ["credentialSubject", "languages", None], "display": [{"name": "언어"}]},
    {"path": ["credentialSubject", "result"], "display": [{"name": "결과", "locale": "ko"}]},
]


def test_names_are_found_by_language_and_else_shared():
    both = [{"name": "고용정보원", "locale": "ko-KR"}, {"name": "KEIS", "locale": "en-US"}]
    assert display_label(both, "x") == Label("KEIS", "고용정보원")
    assert display_label([{"name": "Office", "locale": "fr"}], "x") == Label("Office", "Office")
    assert display_label([], "https://i.example") == Label("https://i.example", "https://i.example")
    assert display_label([None, 5, {"name": 7}], "x") == Label("x", "x")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("고용\u202e원보정", "고용 원보정"),
        ("a\nFROM: you", "a FROM: you"),
        ("\x1b[31mred", "[31mred"),
        ("x" * 500, "x" * 119 + "…"),
        (None, ""),
    ],
)
def test_foreign_names_can_not_play_with_the_screen(text, shown):
    assert one_line(text) == shown


def test_every_statement_is_shown_the_named_ones_first():
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": {"id": "did:web:x", "name": "KEIS"},
        "validFrom": "2026-03-25T17:27:41+00:00",
        "credentialSubject": {
            "type": "AchievementSubject",
            "id": "did:key:z6Mk",
            "memo": "x",
            "result": [{"value": "A", "status": {"note": 1}}],
            "languages": ["ko", "en"],
            "achievement": {"name": "파이썬", "image": {"id": "data:image/png;base64,AAAA"}},
            "passed": True,
            "none": None,
        },
        "proof": {"proofValue": "z..."},
    }
    shown = shown_claims(document, labelled_paths(CLAIMS), [("credentialSubject", "result")])
    lines = [(claim.label.ko, claim.value) for claim in shown]
    assert lines[:5] == [
        ("과정명", "파이썬"),
        ("언어", "ko"),
        ("언어", "en"),
        ("결과 (value)", "A"),
        ("결과 (status.note)", "1"),
    ]
    assert ("memo", "x") in lines
    assert ("passed", "true") in lines
    assert ("none", "null") in lines
    assert ("achievement.image.id", "(image/png)") in lines
    assert ("발급기관", "KEIS") in lines
    assert ("유효 시작", "2026-03-26 02:27") in lines  # shown in Seoul time; signed text stays
    assert [claim.label.en for claim in shown if claim.asked] == [
        "결과 (value)",
        "결과 (status.note)",
    ]


def test_a_claim_named_null_is_not_the_wildcard():
    document = {"credentialSubject": {"languages": {"null": "odd"}}}
    shown = shown_claims(document, labelled_paths(CLAIMS))
    assert shown[0].label == Label("languages.null", "languages.null")


def test_unusable_paths_of_metadata_are_left_out():
    odd = [{"path": []}, {"path": "x"}, {"path": [True]}, {"path": [-1]}, 4, {"path": [{}]}]
    assert labelled_paths(odd) == ()
    assert labelled_paths({"a": 1}) == ()


def test_a_credential_with_very_many_claims_says_that_there_are_more():
    shown = shown_claims({"credentialSubject": {f"c{n}": n for n in range(5000)}}, ())
    assert len(shown) == MAX_LINES + 1
    assert shown[-1].label.en == "and more"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(json_values, json_values, st.sampled_from([None, 1, 3]), st.booleans())
def test_a_slice_is_the_text_as_it_was_written(wanted, other, indent, ascii_only):
    written = json.dumps(
        {"other": other, "credentials": [{"a": other}, {"credential": wanted, "z": other}]},
        indent=indent,
        ensure_ascii=ascii_only,
    )
    part = json_slice(f" \n{written} ", ("credentials", 1, "credential"))
    assert part in written
    assert json.loads(part) == wanted


def test_a_slice_keeps_what_parsing_would_lose():
    text = '{"credentials":[{"credential": {"score": 42.0, "t":"2026-03-25T17:27:41+00:00", "e":1E2,\n "s":"\\u003c"} }]}'
    assert json_slice(text, ("credentials", 0, "credential")) == (
        '{"score": 42.0, "t":"2026-03-25T17:27:41+00:00", "e":1E2,\n "s":"\\u003c"}'
    )


@pytest.mark.parametrize("path", [("b",), ("a", 2), ("a", "x"), (0,)])
def test_a_slice_that_is_not_there_is_refused(path):
    with pytest.raises(MalformedInput):
        json_slice('{"a": [1, {"a": 2}]}', path)
