"""Why a verdict is a refusal, for people: causes first, and no mere consequences. Pure."""

from __future__ import annotations

from damda.protocols import Json, JsonView

CONSEQUENCE = "not_checked"
"""Code of a check that was not made since an earlier one failed."""


def reasons_of(verdict: JsonView | None) -> list[Json]:
    """The checks that refuse: what failed before what is unknown; what could not be checked only
    as an earlier check failed is left out, if there is anything else."""
    checks: list[Json] = list(verdict["checks"]) if verdict else []
    fatal = [c for c in checks if c["fatal"] and c["outcome"] in ("failed", "unknown")]
    causes = [check for check in fatal if check["code"] != CONSEQUENCE] or fatal
    return sorted(causes, key=lambda check: check["outcome"] != "failed")
