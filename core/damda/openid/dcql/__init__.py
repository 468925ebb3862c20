"""Digital Credentials Query Language (OpenID4VP 1.0, 6 and 7): read, match, and check answers."""

from .answer import check_answer
from .match import Held, Match, QueryMatch, match
from .paths import ClaimPath, claim_values
from .query import ClaimsQuery, CredentialQuery, CredentialSet, Query, parse_query

__all__ = [
    "ClaimPath",
    "ClaimsQuery",
    "CredentialQuery",
    "CredentialSet",
    "Held",
    "Match",
    "Query",
    "QueryMatch",
    "check_answer",
    "claim_values",
    "match",
    "parse_query",
]
