"""The one way in which this method says no."""

from __future__ import annotations

from ...errors import DidUnresolvable


def refused(en: str) -> DidUnresolvable:
    """A DidUnresolvable of did:webvh; ``en`` says what doesn't hold."""
    return DidUnresolvable(f"did:webvh: {en}", ko=f"DID 이력(did:webvh)을 믿을 수 없습니다. {en}")
