"""docs/verdicts.md says what the tables say, and names every code that a verdict can have."""

from __future__ import annotations

import re
from pathlib import Path

from damda.finding_codes import CAUSES, FINDING_CODES
from damda.messages import SENTENCES
from damda.verify import CHECK_IDS
from damda_verifiers.relying_party import CHECK_IDS as PARTY_CHECK_IDS
from damda_verifiers.verdict_page import EVIDENCE, SERVICE_CHECKS, SERVICE_CODES, page

ROOT = Path(__file__).resolve().parents[3]
AGAIN = "run `make verdicts`"


def test_the_page_is_the_generated_one():
    assert (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8") == page(), AGAIN


def test_every_check_and_code_is_there_with_both_sentences():
    text = page()
    for name in (*CHECK_IDS, *PARTY_CHECK_IDS, *SERVICE_CHECKS, *FINDING_CODES, *CAUSES):
        assert f"| `{name}` |" in text, name
    for code, sentences in SENTENCES.items():
        assert f"| `{code}` | " in text
        for sentence in sentences:
            assert sentence in text, code


def test_evidence_is_told_of_every_check():
    assert tuple(EVIDENCE) == CHECK_IDS


def test_the_service_adds_no_code_beside_the_table():
    folder = ROOT / "verifiers" / "damda_verifiers"
    for path in (folder / "service" / "judge.py", folder / "requirement.py"):
        made = re.findall(r'code=("[^,]+),', path.read_text(encoding="utf-8"))
        codes = {code for each in made for code in re.findall(r'"([a-z_]+)"', each)}
        assert codes, path
        assert codes <= set(SERVICE_CODES)
