"""Edits of a document that try to make its JSON and its statements say different things."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from .values import ODD_IRIS, TEXTS, VALUE_OBJECTS

_NAMES = st.sampled_from(
    (
        *("@id", "@type", "@value", "@graph", "@list", "@set", "@context", "@reverse", "@index"),
        *("@included", "@language", "@direction", "@json", "@none", "@undefined", "id", "type"),
        *("undefined", "cred:issuer", "https://www.w3.org/2018/credentials#issuer", "proof"),
        *("https://schema.org/name", "schema:name", "credentialSubject", "verifiableCredential"),
        *("https://w3id.org/security#proof", "_:p", "issuer", "credentialStatus", "termsOfUse"),
        *("@nest", "name", "holder", "a:b"),
    )
)
_WRAPS = st.sampled_from(
    [
        lambda value: [value],
        lambda value: [value, value],
        lambda value: [[value]],
        lambda value: {"@value": value},
        lambda value: {"@list": [value]},
        lambda value: {"@set": [value]},
        lambda value: {"@graph": value},
        lambda value: {"id": value},
        lambda value: {"@id": value},
        lambda value: [value, None],
        lambda value: {},
        lambda value: [],
        lambda value: None,
        lambda value: {"@context": None, "name": value},
        lambda value: {"@context": "https://www.w3.org/ns/credentials/v2", "name": value},
    ]
)


@st.composite
def edited(draw: st.DrawFn, documents: st.SearchStrategy[Any]) -> Any:
    """A document with up to three edits, each at some place in it."""
    document = copy.deepcopy(draw(documents))
    for _ in range(draw(st.integers(0, 3))):
        places = list(_places(document))
        holder, key = draw(st.sampled_from(places))
        draw(st.sampled_from(_EDITS))(draw, holder, key, document)
    return document


def _places(value: Any) -> Any:
    if isinstance(value, dict):
        for name, member in value.items():
            yield value, name
            yield from _places(member)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield value, index
            yield from _places(item)


def _rename(draw: st.DrawFn, holder: Any, key: Any, _document: Any) -> None:
    if isinstance(holder, dict) and key in holder:
        holder[draw(_NAMES)] = holder.pop(key)


def _copy_as(draw: st.DrawFn, holder: Any, key: Any, _document: Any) -> None:
    if isinstance(holder, dict):
        holder[draw(_NAMES)] = copy.deepcopy(holder[key])


def _wrap(draw: st.DrawFn, holder: Any, key: Any, _document: Any) -> None:
    holder[key] = draw(_WRAPS)(holder[key])


def _replace(draw: st.DrawFn, holder: Any, key: Any, _document: Any) -> None:
    holder[key] = draw(ODD_IRIS | TEXTS | VALUE_OBJECTS | st.none() | st.integers())


def _move(draw: st.DrawFn, holder: Any, key: Any, document: Any) -> None:
    """What stands somewhere also stands somewhere else."""
    other, other_key = draw(st.sampled_from(list(_places(document))))
    holder[key] = copy.deepcopy(other[other_key])


def _drop(_draw: st.DrawFn, holder: Any, key: Any, _document: Any) -> None:
    del holder[key]
    if isinstance(holder, list) and not holder:
        holder.append("x")


_EDITS = [_rename, _copy_as, _wrap, _replace, _move, _drop]
