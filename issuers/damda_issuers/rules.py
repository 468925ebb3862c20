"""An institution's own rules: what no table can say. They live in ``<institution>/rules.py``.

That file holds a literal table ``RULES`` from the id of a credential type to its `Rules`.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol

from damda.errors import FieldProblem
from damda.protocols import Json, JsonView

from .toml_lines import DefinitionMalformed

KST = timezone(timedelta(hours=9), "KST")
"""Korean time. It has had no daylight saving since 1988."""


class Rules(Protocol):
    """The rules of one credential type."""

    def check(self, claims: JsonView, today: date) -> list[FieldProblem]:
        """Every problem with the claims on the Korean day ``today``; an empty list if none.

        Claims that could not be read are absent, so that all problems are told at once: a rule
        looks only at what is there.
        """
        ...

    def derive(self, claims: Json) -> Json:
        """The derived claims (``derived = true``), from claims without a problem."""
        ...


class NoRules:
    """For a type whose table says everything."""

    def check(self, claims: JsonView, today: date) -> list[FieldProblem]:
        return []

    def derive(self, claims: Json) -> Json:
        return {}


def korean_day(now: datetime) -> date:
    """The day it is in Korea. ``now`` is aware."""
    return now.astimezone(KST).date()


def load_rules(folder: Path) -> Mapping[str, Rules]:
    """The table RULES of ``folder/rules.py``, empty if there is no such file.

    The file belongs to the program like any module of it and is trusted as such.
    Raises DefinitionMalformed.
    """
    path = folder / "rules.py"
    if not path.is_file():
        return {}
    spec = importlib.util.spec_from_file_location(f"damda_issuers.{folder.name}.rules", path)
    if spec is None or spec.loader is None:
        raise DefinitionMalformed(path, 1, "the rules can't be imported")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise DefinitionMalformed(path, error.lineno or 1, f"not Python: {error.msg}") from error
    except ImportError as error:
        raise DefinitionMalformed(path, 1, f"the rules can't be imported: {error}") from error
    table = getattr(module, "RULES", None)
    if not isinstance(table, Mapping):
        raise DefinitionMalformed(path, 1, "rules.py must have a table RULES: type id -> rules")
    return table
