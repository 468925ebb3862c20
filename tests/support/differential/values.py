"""Values that documents are made of: odd texts, numbers of every kind, tags, IRIs."""

from __future__ import annotations

from hypothesis import strategies as st

SOME_IRIS = (
    "urn:uuid:3b0c6f1e-0000-4000-8000-00000000000a",
    "urn:x:b",
    "https://e.example/c",
    "https://e.example/c#d",
    "did:key:z6MkOne",
    "did:key:z6MkTwo",
)
SOME_ODD_IRIS = (
    *("relative", "", "#d", "?q", "//e.example/a", "https://e.example/a b", "urn:a#b#c", "_:b0"),
    *(
        "_:b1",
        "_:",
        "@id",
        "@type",
        "@none",
        "id",
        "https://e.example/\u00e9",
        "a:",
        ":a",
        "cred:x",
    ),
    *("HTTPS://E.EXAMPLE", "urn:a:%zz", "https://e.example/\ud800", "https://[::1", "1a:b"),
)
SOME_TEXTS = (
    *("x", "y", "한국어", "a\nb", 'q"q', "back\\slash", "\u0000", "\u007f", "\u0085", "\u2028"),
    *("\U0001f600", "e\u0301", "\ufeff", "", " ", "1", "1.0E0", "true", "2026-11-24T09:00:00Z"),
    *("10", "-0", "\r\n", "\t", "\ud800", "@id", "ko", "5.3E0", "ex:p", "a", "T"),
)
SOME_NUMBERS: tuple[bool | int | float, ...] = (
    *(0, 1, -1, 1.0, -0.0, 0.1, 1e-7, 1e20, 1e21, 10**20, 10**21, 10**21 + 1, 5.3, True, False),
    *(2**53, 2**53 + 1, 1e16, 123456789.125, 1.5e300, 5e-324, 0.1 + 0.2, 7.0, -1.5, 100),
)
SOME_LANGUAGES = ("ko", "en", "en-GB", "KO", "zh-Hant-TW", "x-a", "not a tag", "", "ko-")
SOME_DATATYPES = (
    *(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("string", "integer", "double")),
    *("http://www.w3.org/2001/XMLSchema#date", "https://www.w3.org/2001/XMLSchema#float"),
    *("urn:datatype", "relative", "@json", "@id", "_:d"),
)

IRIS, ODD_IRIS = st.sampled_from(SOME_IRIS), st.sampled_from(SOME_ODD_IRIS)
TEXTS = st.sampled_from(SOME_TEXTS) | st.text(max_size=6)
NUMBERS = st.one_of(
    st.sampled_from(SOME_NUMBERS),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
)
LANGUAGES, DATATYPES = st.sampled_from(SOME_LANGUAGES), st.sampled_from(SOME_DATATYPES)
VALUE_OBJECTS = st.one_of(
    st.builds(lambda v, lang: {"@value": v, "@language": lang}, TEXTS, LANGUAGES),
    st.builds(lambda v, kind: {"@value": v, "@type": kind}, TEXTS | NUMBERS, DATATYPES),
    st.builds(lambda v: {"@value": v}, TEXTS | NUMBERS | st.none()),
    st.builds(lambda v: {"@value": v, "@direction": "ltr", "@language": "ko"}, TEXTS),
    st.builds(lambda v: {"@value": v, "@index": "i"}, TEXTS),
)
