"""Every sentence in both languages, and which one a reader gets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from damda_verifiers import service
from damda_verifiers.service.texts import CHECKS, TEXTS, check_name, choose, text
from hypothesis import given, settings
from hypothesis import strategies as st

HANGUL = re.compile("[가-힣]")


def test_every_text_is_there_in_both_languages() -> None:
    for key, (ko, en) in (TEXTS | CHECKS).items():
        assert HANGUL.search(ko), key
        assert en.strip(), key
        assert not HANGUL.search(en), key
        assert sorted(re.findall(r"{\w+}", ko)) == sorted(re.findall(r"{\w+}", en)), key


def test_the_templates_use_texts_that_exist() -> None:
    templates = (Path(service.__file__).parent / "templates").glob("*.html")
    for template in templates:
        source = template.read_text(encoding="utf-8")
        assert not HANGUL.search(source), f"{template.name} has text of its own"
        for key in re.findall(r"\bt\(['\"](\w+)['\"][,)]", source):
            assert key in TEXTS, (template.name, key)


@pytest.mark.parametrize(
    ("asked", "accepted", "lang"),
    [
        ("en", "ko", "en"),
        ("ko", "en", "ko"),
        (None, "", "ko"),
        (None, "en-US,en;q=0.9", "en"),
        (None, "de, en;q=0.8, ko;q=0.9", "ko"),
        (None, "fr", "ko"),
        (None, "en;q=0", "ko"),
        ("xx", "en", "en"),
        (None, "en;q=nonsense, ko;q=0.1", "ko"),
    ],
)
def test_the_language(asked: str | None, accepted: str, lang: str) -> None:
    assert choose(asked, accepted) == lang


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_any_header_gives_a_language(header: str) -> None:
    assert choose(None, header) in ("ko", "en")


def test_an_unlisted_check_stands_for_itself() -> None:
    assert check_name("proof", "en") == "Issuer’s signature"
    assert check_name("new_check", "ko") == "new_check"
    assert text("retention_days", "en", days=180).endswith("180 days.")
