"""TOML with line numbers, read strictly: a wrong or unknown key names its file and its line.

`tomllib` gives values without places, so the lines of keys are found in the text once more. That
covers the plain style in which definitions are written: tables, arrays of tables, one key a line.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from damda.errors import MalformedInput

type Place = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\-]+)\s*\]")
_KEY = re.compile(r'\s*(?:([\w\-.]+)|"([^"]*)")\s*=')
_MAX_BYTES = 262_144


class DefinitionMalformed(MalformedInput):
    """A definition of an institution or credential that cannot be used; the text names the line."""

    code = "definition_malformed"

    def __init__(self, path: Path, line: int, en: str) -> None:
        super().__init__(f"{path}:{line}: {en}", ko=f"{path} {line}행: 정의를 고쳐 주세요: {en}")
        self.path = path
        self.line = line


@dataclass(frozen=True, slots=True)
class TomlFile:
    """One file: its data and the line of every key, table and table of an array."""

    path: Path
    data: dict[str, Any]
    lines: Mapping[Place, int]

    def fail(self, place: Place, en: str) -> DefinitionMalformed:
        """The error for ``place``, at its line or at that of the table that holds it."""
        known = (*place, 0) if (*place, 0) in self.lines else place
        while known and known not in self.lines:
            known = known[:-1]
        return DefinitionMalformed(self.path, self.lines.get(known, 1), en)


def read_toml(path: Path) -> TomlFile:
    """Raises DefinitionMalformed."""
    try:
        raw = path.read_bytes()
        if len(raw) > _MAX_BYTES:
            raise DefinitionMalformed(path, 1, f"the file is larger than {_MAX_BYTES} bytes")
        text = raw.decode("utf-8")
        return TomlFile(path, tomllib.loads(text), _lines_of(text))
    except OSError as error:
        raise DefinitionMalformed(path, 1, f"the file can't be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DefinitionMalformed(path, line, "the text is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise DefinitionMalformed(path, line, f"not TOML: {error}") from error


def _lines_of(text: str) -> dict[Place, int]:
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    inside = False
    for number, line in enumerate(text.split("\n"), start=1):
        quotes = line.count('"""') + line.count("'''")
        if inside:
            inside = quotes % 2 == 0
            continue
        inside = quotes % 2 == 1
        if header := _HEADER.match(line):
            table = _table(tuple(header[2].split(".")), header[1] == "[[", counts)
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            names = tuple(key[1].split(".")) if key[1] else (key[2],)
            lines.setdefault((*table, *names), number)
    return lines


def _table(names: tuple[str, ...], array: bool, counts: dict[Place, int]) -> Place:
    """The place of a header: names below an array of tables lie in its newest table."""
    place: Place = ()
    for name in names[:-1]:
        place = (*place, name)
        if place in counts:
            place = (*place, counts[place])
    place = (*place, names[-1])
    if array:
        counts[place] = counts.get(place, -1) + 1
        place = (*place, counts[place])
    return place


class Reader:
    """One table of a file, read key by key. Every getter raises DefinitionMalformed."""

    __slots__ = ("_data", "_file", "_place")

    def __init__(
        self, file: TomlFile, data: Mapping[str, Any], place: Place, keys: Iterable[str]
    ) -> None:
        self._file, self._data, self._place = file, data, place
        allowed = set(keys)
        for key in data:
            if key not in allowed:
                near = difflib.get_close_matches(key, sorted(allowed), n=1)
                hint = (
                    f"did you mean {near[0]!r}?" if near else f"known: {', '.join(sorted(allowed))}"
                )
                raise self.fail(key, f"unknown key {key!r}; {hint}")

    @classmethod
    def of(cls, file: TomlFile, keys: Iterable[str]) -> Reader:
        """The file's root table."""
        return cls(file, file.data, (), keys)

    def fail(self, key: str | None, en: str) -> DefinitionMalformed:
        return self._file.fail(self._place if key is None else (*self._place, key), en)

    def has(self, key: str) -> bool:
        return key in self._data

    def text(self, key: str, *, form: str | None = None, default: str | None = None) -> str:
        value = self._get(key, str, "a text", default)
        if form is not None and re.fullmatch(form, value, re.ASCII) is None:
            raise self.fail(key, f"{key} must look like {form}")
        if not value.strip():
            raise self.fail(key, f"{key} is empty")
        return str(value)

    def integer(self, key: str, *, default: int | None = None) -> int | None:
        if key not in self._data:
            return default
        return int(self._get(key, int, "an integer", None))

    def whole(self, key: str) -> int:
        """A required integer from 1."""
        value = int(self._get(key, int, "an integer", None))
        if value < 1:
            raise self.fail(key, f"{key} must be at least 1")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        return bool(self._get(key, bool, "true or false", default))

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._get(key, list, "a list of texts", ())
        if not all(isinstance(item, str) and item for item in value):
            raise self.fail(key, f"{key} must be a list of texts")
        return tuple(value)

    def table(self, key: str, keys: Iterable[str]) -> Reader:
        return Reader(self._file, self._get(key, dict, "a table", None), (*self._place, key), keys)

    def tables(self, key: str, keys: Iterable[str]) -> list[Reader]:
        value = self._get(key, list, "an array of tables", None)
        if not value or not all(isinstance(item, dict) for item in value):
            raise self.fail(key, f"{key} must be one or more tables, [[{key}]]")
        names = tuple(keys)
        return [
            Reader(self._file, item, (*self._place, key, index), names)
            for index, item in enumerate(value)
        ]

    def _get(self, key: str, kind: type, said: str, default: Any) -> Any:
        if key not in self._data:
            if default is None:
                raise self.fail(None, f"the key {key!r} is missing")
            return default
        value = self._data[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fail(key, f"{key} must be {said}")
        return value
