"""The bundled contexts: pinned, whole, and never fetched."""

import json
from hashlib import sha256

import pytest
from damda.errors import MalformedInput, UnknownContext
from damda_schemas import context_loader
from damda_schemas.context_table import CONTEXTS
from support.open_badge import CREDENTIALS_V2, OPEN_BADGES
from support.shelf import SHELF

OWN = b'{"@context":{"a":"https://e.example/#a"}}'
DIGEST = sha256(OWN).hexdigest()


def test_every_bundled_context_is_what_was_pinned() -> None:
    loader = context_loader()
    assert len(CONTEXTS) >= 5
    for url in CONTEXTS:
        assert "@context" in loader.load(url)


@pytest.mark.skipif(not SHELF.is_dir(), reason="published vectors are not beside the checkout")
def test_the_open_badges_context_is_the_published_one() -> None:
    published = SHELF / "vectors" / "openbadges" / "context-3.0.3.json"
    assert context_loader().load(OPEN_BADGES) == json.loads(published.read_text())


def test_an_institutions_own_context_is_added() -> None:
    loader = context_loader({"https://e.example/v1": (OWN, DIGEST)})
    assert loader.load("https://e.example/v1") == json.loads(OWN)


@pytest.mark.parametrize("url", ["https://e.example/v1", CREDENTIALS_V2 + "/", "", "v2"])
def test_an_unknown_context_is_refused(url: str) -> None:
    with pytest.raises(UnknownContext):
        context_loader().load(url)


@pytest.mark.parametrize(
    ("url", "data", "digest", "says"),
    [
        ("https://e.example/v1", OWN + b" ", DIGEST, "SHA-256 differs"),
        ("https://e.example/v1", OWN, "", "SHA-256 differs"),
        ("https://e.example/v1", b"{}", sha256(b"{}").hexdigest(), "no @context"),
        ("https://e.example/v1", b"[]", sha256(b"[]").hexdigest(), "object"),
        (CREDENTIALS_V2, OWN, DIGEST, "bundled already"),
    ],
)
def test_a_context_that_is_not_the_pinned_one_is_an_error(
    url: str, data: bytes, digest: str, says: str
) -> None:
    with pytest.raises(MalformedInput, match=says):
        context_loader({url: (data, digest)})
