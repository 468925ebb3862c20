"""The DCQL examples of OpenID4VP 1.0 are read."""

import json

import pytest
from damda.openid.dcql import parse_query
from support.shelf import vectors

EXAMPLES = sorted(vectors("openid4vp-dcql").glob("*.json"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_published_query_is_read_whole(path):
    message = json.loads(path.read_text())
    query = parse_query(message)
    assert [each.id for each in query.credentials] == [c["id"] for c in message["credentials"]]
    for read, written in zip(query.credentials, message["credentials"], strict=True):
        assert [list(c.path) for c in read.claims] == [c["path"] for c in written.get("claims", [])]
        assert [list(c.values) for c in read.claims] == [
            c.get("values", []) for c in written.get("claims", [])
        ]
        assert [list(s) for s in read.claim_sets] == written.get("claim_sets", [])
    assert [s.required for s in query.credential_sets] == [
        s.get("required", True) for s in message.get("credential_sets", [])
    ]
