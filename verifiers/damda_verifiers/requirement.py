"""A relying party's rules on what was presented, as checks of the verdict. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from damda.openid.dcql import claim_values
from damda.protocols import Json
from damda.verdict import Check

from .relying_party import RelyingParty, Requirement


def requirement_checks(
    party: RelyingParty, presented: Mapping[str, Sequence[Json]], *, fatal: bool = True
) -> list[Check]:
    """One check per rule; ``presented`` are the credentials by the id of their query.

    Every credential presented for the rule's query must meet it, and there must be one.
    """
    return [_check(rule, presented.get(rule.credential, ()), fatal) for rule in party.requirements]


def _check(rule: Requirement, documents: Sequence[Json], fatal: bool) -> Check:
    found = [_values(rule, document) for document in documents]
    met = bool(found) and all(
        any(value.startswith(rule.prefix) for value in values) for values in found
    )
    said = rule.met if met else rule.not_met
    return Check(
        id="requirement",
        outcome="passed" if met else "failed",
        code="requirement_met" if met else "requirement_not_met",
        en=said.en,
        ko=said.ko,
        evidence={
            "member": rule.member,
            "prefix": rule.prefix,
            "found": [value[:100] for values in found for value in values][:50],
        },
        fatal=fatal,
    )


def _values(rule: Requirement, document: Json) -> list[str]:
    return [
        thing[rule.member]
        for thing in claim_values(document, rule.each)
        if isinstance(thing, dict)
        and thing.get(rule.where_member) == rule.where_value
        and isinstance(thing.get(rule.member), str)
    ]
