"""The expanded types of a Data Integrity credential (OpenID4VP 1.0, B.1.1)."""

from damda.openid.ldp_vc import expanded_types
from damda_schemas import compiled_canonicalizer
from support.open_badge import open_badge


def test_only_the_credentials_own_types_count():
    document = open_badge("did:example:issuer", "did:example:holder")
    types = expanded_types(
        document | {"proof": {"type": "DataIntegrityProof"}}, compiled_canonicalizer()
    )
    assert types == {
        "https://www.w3.org/2018/credentials#VerifiableCredential",
        "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential",
    }
