"""Canonical forms of JSON (`jcs`) and of JSON-LD (`jsonld`)."""
