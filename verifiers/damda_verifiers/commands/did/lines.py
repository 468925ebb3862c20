"""What the commands of `damda did` say, as lines of text. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from damda.inspect.moments import moment
from damda.protocols import Json

from .. import did_words, inspect_words
from ..terminal import Lang, Paint, json_text, visible

_KEYS = (
    "assertionMethod",
    "authentication",
    "keyAgreement",
    "capabilityInvocation",
    "capabilityDelegation",
)
_METADATA = ("versionId", "versionTime", "created", "updated", "portable", "deactivated", "ttl",
             "witness", "watchers")  # fmt: skip


class DidPrinter:
    """Prints in one language."""

    __slots__ = ("_lang", "_paint")

    def __init__(self, lang: Lang, paint: Paint) -> None:
        self._lang, self._paint = lang, paint

    def written(self, done: Json, keys_file: str) -> Iterator[str]:
        """After create, update, deactivate and witness."""
        if "did" in done:
            yield f"{self._strong('did')}  {visible(done['did'])}"
        for name in ("version", "publish"):
            if name in done:
                yield f"{self._text(name)}  {visible(done[name])}"
        for name in ("did_web", "verificationMethod"):
            if name in done:
                yield visible(done[name])
        for url in done.get("notify", ()):
            yield f"{self._text('notify')}  {visible(url)}"
        for file in done.get("files", ()):
            yield f"{self._text('written')}  {visible(file)}"
        yield f"{self._text('keys')}  {visible(keys_file)}"
        if done.get("missing"):
            yield self._paint(self._text("unwitnessed"), "doubt")
        if "witnesses" not in done:
            yield self._paint(self._text("keep"), "quiet")

    def resolved(self, result: Json) -> Iterator[str]:
        """A resolution result: what the keys are for first, the document whole at the end."""
        document, metadata = result["didDocument"], result["didDocumentMetadata"]
        if document is None:
            if metadata.get("deactivated") is True:
                yield self._paint(self._text("ended"), "bad")
            yield from self._metadata(metadata)
            return
        yield f"{self._strong('did')}  {visible(str(document.get('id')))}"
        yield from self._metadata(metadata)
        for name in _KEYS:
            for entry in document.get(name) or ():
                id_ = entry.get("id") if isinstance(entry, dict) else entry
                yield f"{self._name(name)}  {visible(str(id_))}"
        yield ""
        yield from json_text(document).split("\n")

    def log(self, found: Json) -> Iterator[str]:
        """Every version of a verified log with what it changed."""
        yield f"{self._strong('did')}  {visible(found['did'])}"
        yield self._paint(self._text("verified"), "good")
        for version in found["versions"]:
            yield ""
            when = moment("versionTime", version["versionTime"])
            seoul = f"  → {when['seoul']}" if when["seoul"] else ""
            heading = f"{version['versionId']}  {version['versionTime']}{seoul}"
            yield self._paint(visible(heading), "strong")
            for name, value in version["changes"].items():
                yield from self._member(name, value, "  ")
        if found["didDocumentMetadata"]["deactivated"]:
            yield ""
            yield self._paint(self._text("ended"), "bad")

    def _metadata(self, metadata: Json) -> Iterator[str]:
        for name in _METADATA:
            value = metadata.get(name)
            if value not in (None, [], {}, False):
                yield from self._member(name, value, "")

    def _member(self, name: str, value: Any, indent: str) -> Iterator[str]:
        if isinstance(value, dict) and value:
            yield f"{indent}{self._name(name)}"
            for inner, member in value.items():
                yield from self._member(inner, member, indent + "  ")
        elif isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
            for item in value:
                yield from self._member(name, item, indent)
        else:
            yield f"{indent}{self._name(name)}  {_flat(value)}"

    def _name(self, name: str) -> str:
        words = did_words.MEMBERS.get(name) or inspect_words.MEMBERS.get(name)
        own = visible(name, 80)
        if words is None:
            return self._paint(own, "quiet")
        return self._paint(words[0] if self._lang == "ko" else words[1], "quiet")

    def _strong(self, key: str) -> str:
        return self._paint(self._text(key), "strong")

    def _text(self, key: str) -> str:
        ko, en = did_words.TEXTS[key]
        return ko if self._lang == "ko" else en


def _flat(value: Any) -> str:
    items: Sequence[Any] = value if isinstance(value, list) else [value]
    shown = (item if isinstance(item, str) else json_text(item) for item in items)
    return visible(", ".join(shown) or "-", 2_000)
