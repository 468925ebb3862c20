"""Whatever an honest issuer makes disclosable and a holder shows: the view, the anchor and the
type's rules hold."""

from itertools import count
from typing import Any

from damda.sd_jwt import parse, select
from damda.sd_jwt_vc import (
    ClaimMetadata,
    TypeMetadata,
    anchor_digest_of,
    check_sd_jwt_vc,
    problems_of,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.sd_jwt_vc_world import VCT, SdJwtWorld

SD = SdJwtWorld()
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
NAMES = st.sampled_from(["a", "b", "c", "이름", "null", "0"])
LEAVES = st.one_of(st.integers(-9, 9), st.text(max_size=4), st.booleans(), st.none())
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
CLAIMS = st.dictionaries(NAMES, TREES, min_size=1, max_size=4)


def places(value: Any, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    steps: Any = value.items() if isinstance(value, dict) else ()
    steps = enumerate(value) if isinstance(value, list) else steps
    found = [] if not place else [place]
    return found + [p for step, inner in steps for p in places(inner, (*place, step))]


@FEW
@given(st.data())
def test_every_choice_of_issuer_and_holder(data: st.DataObject) -> None:
    claims = data.draw(CLAIMS)
    everywhere = places(claims)
    disclosable = data.draw(st.sets(st.sampled_from(everywhere), max_size=6))
    text = SD.issued(claims, disclosable=disclosable, decoys=data.draw(st.integers(0, 1)))
    whole = check_sd_jwt_vc(text)
    assert {name: whole.claims[name] for name in claims} == claims

    wanted = data.draw(st.sets(st.sampled_from(everywhere), max_size=3))
    shown = select(parse(text), wanted)
    view = check_sd_jwt_vc(shown.serialize())
    assert view.digest == anchor_digest_of(text)
    for place in wanted:
        assert len(place) > 1 or place[0] in view.claims
    above = {place[:end] for place in wanted for end in range(1, len(place) + 1)}
    assert len(shown.disclosures) == len(disclosable & above)

    # Decoys move what stands in an array, so only a rule for all elements is one.
    rules = [p for p in everywhere if not any(isinstance(step, int) for step in p)]
    metadata = TypeMetadata(
        VCT,
        claims=tuple(
            ClaimMetadata(p, mandatory=True, sd="always" if p in disclosable else "never")
            for p in rules
        ),
    )
    assert problems_of(shown, metadata) == []


@FEW
@given(CLAIMS, st.data())
def test_a_type_that_demands_otherwise_is_broken_however_little_is_shown(
    claims: dict[str, Any], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(claims)))
    hidden = data.draw(st.booleans())
    text = SD.issued(claims, disclosable=[(name,)] if hidden else [])
    rule = ClaimMetadata((name,), sd="never" if hidden else "always")
    shown = select(parse(text), [(name,)])
    assert [p.code for p in problems_of(shown, TypeMetadata(VCT, claims=(rule,)))] == ["sd"]
    missing = next(f"missing-{n}" for n in count() if f"missing-{n}" not in claims)
    plain = ClaimMetadata((missing,), mandatory=True, sd="never")
    assert [p.code for p in problems_of(shown, TypeMetadata(VCT, claims=(plain,)))] == ["mandatory"]
