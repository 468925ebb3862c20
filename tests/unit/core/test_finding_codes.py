"""Every finding's code is in the tables and in docs/verdicts.md; none is made up in passing."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from damda.check_names import CHECK_NAMES
from damda.finding_codes import CAUSES, FINDING_CODES
from damda.messages import SENTENCES
from damda.verify import CHECK_IDS

ROOT = Path(__file__).resolve().parents[3]
VERIFY = ROOT / "core" / "damda" / "verify"
_MAKERS = {"passed", "failed", "unknown", "skipped"}


def made_codes() -> set[str]:
    """Codes that stand as texts in calls that make a finding."""
    codes: set[str] = set()
    for path in VERIFY.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            place = 0 if node.func.id in _MAKERS else 1 if node.func.id == "Finding" else None
            if place is not None and len(node.args) > place:
                texts = [n for n in ast.walk(node.args[place]) if isinstance(n, ast.Constant)]
                codes |= {n.value for n in texts if isinstance(n.value, str)}
    return codes


def test_each_code_has_a_sentence_and_says_what_to_do():
    lacking = set(SENTENCES) ^ set(FINDING_CODES)
    assert not lacking, (
        f"{sorted(lacking)}: a code is a row in damda.messages.SENTENCES and in "
        "damda.finding_codes.FINDING_CODES; then run `make verdicts`"
    )


def test_verification_makes_no_code_beside_the_table():
    codes = made_codes()
    assert len(codes) > 25
    assert codes <= set(FINDING_CODES)


@pytest.mark.parametrize("code", sorted(FINDING_CODES))
def test_a_row_names_checks_that_there_are_and_what_to_do_where_something_is_wrong(code):
    row = FINDING_CODES[code]
    assert row.checks
    assert set(row.checks) <= set(CHECK_IDS)
    assert row.outcomes
    if {"failed", "unknown"} & set(row.outcomes):
        assert row.en.endswith(".") or row.en.endswith(").")
        assert re.search(r"(니다|세요|세요\([^)]*\))\.$", row.ko)
    assert bool(row.en) == bool(row.ko)


def test_every_check_has_a_name_in_both_languages():
    assert tuple(CHECK_NAMES) == CHECK_IDS
    for en, ko in CHECK_NAMES.values():
        assert re.search("[가-힣]", ko)
        assert not re.search("[가-힣]", en)


def test_causes_are_codes():
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", code) for code in CAUSES)
