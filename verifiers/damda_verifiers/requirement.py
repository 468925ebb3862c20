"""A relying party's rules on what was presented, as checks of the verdict. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from damda.openid.dcql import claim_values
from damda.protocols import JsonView
from damda.verdict import Check

from .forms import Presented
from .relying_party import RelyingParty, Requirement, Where


def requirement_checks(
    party: RelyingParty, presented: Mapping[str, Sequence[Presented]], *, fatal: bool = True
) -> list[Check]:
    """One check per rule; ``presented`` are the credentials by the id of what was asked for.

    Every credential presented for the rule's one must meet it, and there must be one.
    """
    return [_check(rule, presented.get(rule.credential, ()), fatal) for rule in party.requirements]


def _check(rule: Requirement, shown: Sequence[Presented], fatal: bool) -> Check:
    found = [_values(rule.where.get(each.format), each.claims) for each in shown]
    met = bool(found) and all(
        any(value.startswith(rule.prefix) for value in values) for values in found
    )
    said = rule.met if met else rule.not_met
    looked = [rule.where[each.format] for each in shown if each.format in rule.where]
    names = dict.fromkeys(where.name for where in looked or rule.where.values())
    return Check(
        id="requirement",
        outcome="passed" if met else "failed",
        code="requirement_met" if met else "requirement_not_met",
        en=said.en,
        ko=said.ko,
        evidence={
            "member": ", ".join(names),
            "prefix": rule.prefix,
            "found": [value[:100] for values in found for value in values][:50],
        },
        fatal=fatal,
    )


def _values(where: Where | None, claims: JsonView) -> list[str]:
    if where is None:
        return []
    values = list(claim_values(claims, where.path))
    if where.member:
        values = [
            thing.get(where.member)
            for thing in values
            if isinstance(thing, dict) and thing.get(where.where_member) == where.where_value
        ]
    return [value for value in values if isinstance(value, str)]
