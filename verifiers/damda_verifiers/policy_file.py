"""A verifier's policy as it is written down: in a file of its own, or in a ``verifier.toml``.

::

    fatal = ["proof", "validity", "status"]   # left out: every check is fatal
    anchor = "if_given"                       # no | if_given | yes
    leeway_seconds = 60                       # how far two clocks may be apart
    unsigned = "refuse"                       # refuse | if_not_asked | accept
    presentation_form = "openid4vp"           # openid4vp | vcdm

TOML, or the same as a JSON object in a file ``*.json``. An unknown key or check stops with the
file and the line.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal, cast

from damda import strict_json
from damda.errors import MalformedInput
from damda.times import LEEWAY
from damda.verify import CHECK_IDS, Policy
from damda_issuers.toml_lines import DefinitionMalformed, Reader, TomlFile, read_toml

type AnchorRule = Literal["no", "if_given", "yes"]

ANCHOR_RULES: tuple[AnchorRule, ...] = ("no", "if_given", "yes")
UNSIGNED = ("refuse", "if_not_asked", "accept")
PRESENTATION_FORMS = ("openid4vp", "vcdm")
KEYS = ("fatal", "anchor", "leeway_seconds", "unsigned", "presentation_form")
MAX_LEEWAY = 3600
_MAX_BYTES = 65_536
_KEY = re.compile(r'\s*[{,]?\s*"([^"\\]+)"\s*:')


def read_policy(path: Path) -> Policy:
    """The policy in a file. Raises DefinitionMalformed, which names the file and the line."""
    file = _read_json(path) if path.suffix == ".json" else read_toml(path)
    reader = Reader.of(file, KEYS)
    seconds = reader.integer("leeway_seconds", default=int(LEEWAY.total_seconds()))
    if seconds is None or not 0 <= seconds <= MAX_LEEWAY:
        raise reader.fail("leeway_seconds", f"leeway_seconds must be from 0 to {MAX_LEEWAY}")
    return Policy(
        fatal=fatal_checks(reader, CHECK_IDS),
        leeway=timedelta(seconds=seconds),
        require_anchor=anchor_rule(reader, default="if_given"),
        unsigned=_choice(reader, "unsigned", UNSIGNED, "refuse"),
        presentation_form=_choice(reader, "presentation_form", PRESENTATION_FORMS, "openid4vp"),
    )


def fatal_checks(reader: Reader, known: Sequence[str]) -> frozenset[str]:
    """The ids in ``fatal``, each one of ``known``; all of these where the key is left out.

    `damda.verify.ALWAYS_FATAL` are fatal besides, named or not. Raises DefinitionMalformed.
    """
    if not reader.has("fatal"):
        return frozenset(known)
    fatal = reader.texts("fatal")
    for check in fatal:
        if check not in known:
            near = difflib.get_close_matches(check, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
            raise reader.fail("fatal", f"no check is called {check[:40]!r}; {hint}")
    return frozenset(fatal)


def anchor_rule(reader: Reader, *, default: AnchorRule | None = None) -> AnchorRule:
    """``anchor``: `damda.verify.Policy.require_anchor`. Raises DefinitionMalformed."""
    return cast("AnchorRule", _choice(reader, "anchor", ANCHOR_RULES, default))


def _choice(reader: Reader, key: str, choices: Sequence[str], default: str | None) -> Any:
    chosen = reader.text(key, default=default)
    if chosen not in choices:
        raise reader.fail(key, f"{key} must be one of {', '.join(choices)}")
    return chosen


def _read_json(path: Path) -> TomlFile:
    try:
        with path.open("rb") as file:
            raw = file.read(_MAX_BYTES + 1)
        data = strict_json.loads_object(raw, max_bytes=_MAX_BYTES)
    except OSError as error:
        raise DefinitionMalformed(path, 1, f"the file can't be read ({error.strerror})") from error
    except MalformedInput as error:
        raise DefinitionMalformed(path, 1, error.en) from error
    lines: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(raw.decode().split("\n"), start=1):
        if key := _KEY.match(line):
            lines.setdefault((key[1],), number)
    return TomlFile(path, data, lines)
