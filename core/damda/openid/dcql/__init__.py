"""Digital Credentials Query Language (OpenID4VP 1.0, 6 and 7): read, match, and check answers."""

from .answer import check_answer
from .fitting import Held
from .match import Match, QueryMatch, match
from .paths import HIDDEN, ClaimPath, Place, claim_values, selected
from .query import ClaimsQuery, CredentialQuery, CredentialSet, Query, parse_query

__all__ = [
    "HIDDEN",
    "ClaimPath",
    "ClaimsQuery",
    "CredentialQuery",
    "CredentialSet",
    "Held",
    "Match",
    "Place",
    "Query",
    "QueryMatch",
    "check_answer",
    "claim_values",
    "match",
    "parse_query",
    "selected",
]
