"""A little of `make fuzz`: only our own errors come out, whatever comes in."""

from pathlib import Path

import pytest
from support.fuzz.page import BEGIN, END, write_table
from support.fuzz.parsers import PARSERS, Parser
from support.fuzz.running import input_of, run


@pytest.mark.parametrize("parser", PARSERS)
def test_only_our_own_errors(parser: str) -> None:
    report = run(parser, 250)
    assert report.findings == []
    assert report.refused + report.accepted == 250


@pytest.mark.parametrize("parser", PARSERS)
def test_the_good_inputs_are_read(parser: str) -> None:
    """Else nothing behind the first check would be reached."""
    assert any(_reads(PARSERS[parser], seed) for seed in PARSERS[parser].seeds)


def _reads(parser: Parser, seed: bytes) -> bool:
    parser.run(seed)
    return True


def test_an_input_comes_from_its_number() -> None:
    assert input_of("credential", 7) == input_of("credential", 7) != input_of("credential", 8)


def test_what_is_found_is_stored_as_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(data: bytes) -> None:
        raise KeyError("x")

    monkeypatch.setitem(PARSERS, "broken", Parser(broken, [b"{}"]))
    report = run("broken", 2, folder=tmp_path)
    assert "KeyError at test_fuzz.py" in report.findings[0]
    assert (tmp_path / "broken-0.bin").read_bytes() == input_of("broken", 0)


def test_the_page_keeps_its_words(tmp_path: Path) -> None:
    page = tmp_path / "fuzzing.md"
    page.write_text(f"Before.\n{BEGIN}\nold\n{END}\nAfter.\n")
    write_table(page, [run("encodings", 1)], ["encodings"])
    assert page.read_text().startswith("Before.\n")
    assert "| `encodings` | 1 |" in page.read_text()
    assert page.read_text().endswith("After.\n")
