"""Text on a terminal: language, colour, columns, and foreign text made harmless."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from typing import IO, Any, Literal

from damda.errors import DamdaError

type Lang = Literal["ko", "en"]
type Colour = Literal["good", "bad", "doubt", "quiet", "strong"]

_CODES: Mapping[Colour, str] = {
    "good": "32",
    "bad": "31",
    "doubt": "33",
    "quiet": "2",
    "strong": "1",
}


def language(asked: str | None, environment: Mapping[str, str]) -> Lang:
    """The one asked for, else the locale's (POSIX, 8.2): Korean where it is Korean."""
    if asked in ("ko", "en"):
        return "ko" if asked == "ko" else "en"
    locale = next(
        (environment[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(n)), ""
    )
    return "ko" if re.match(r"ko(?![a-z])|korean", locale, re.IGNORECASE) else "en"


def coloured(stream: IO[str], environment: Mapping[str, str]) -> bool:
    """Whether to use colour: on a terminal only, and not where NO_COLOR or TERM forbid it."""
    plain = environment.get("NO_COLOR") or environment.get("TERM") == "dumb"
    return stream.isatty() and not plain


class Paint:
    """Colour, where it is on; the text says the same without."""

    __slots__ = ("_on",)

    def __init__(self, on: bool) -> None:
        self._on = on

    def __call__(self, text: str, colour: Colour) -> str:
        return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if self._on else text


def visible(text: str, limit: int = 400) -> str:
    """Foreign text on one line: what could move the cursor or turn the writing is spelled out."""
    shown = "".join(_visible(character) for character in text[:limit])
    return shown if len(text) <= limit else f"{shown}… ({len(text)})"


def padded(text: str, width: int) -> str:
    """``text`` filled to ``width`` columns; a Hangul syllable takes two."""
    return text + " " * max(0, width - columns(text))


def columns(text: str) -> int:
    """How many columns a terminal shows ``text`` in."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) != 0 for c in text)


def json_text(value: Any) -> str:
    """JSON to read and to parse; characters that a terminal would obey are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return "".join(c if c.isprintable() or c == "\n" else _json_escape(c) for c in text)


def write_lines(lines: Iterable[str]) -> None:
    """To standard output, at once. A reader that has gone away is no error."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    try:
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Else the interpreter tries, and complains, once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell_error(command: str, error: DamdaError, lang: Lang) -> None:
    """One line on standard error, in one language, with the code."""
    said = error.ko if lang == "ko" else error.en
    print(f"{command}: {visible(said, 1000)} [{error.code}]", file=sys.stderr)  # noqa: T201


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    if unicodedata.category(character) == "Zs":
        return " "
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(character) or f"\\u{ord(character):04x}"


def _json_escape(character: str) -> str:
    return json.dumps(character)[1:-1] if ord(character) > 0x7F else f"\\u{ord(character):04x}"
