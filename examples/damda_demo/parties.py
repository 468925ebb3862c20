"""The three who act in the story: the operator of an institution, a citizen, an employer."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from .progress import DidNotHold
from .services import damda
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and JSON of an HTTP answer."""

    status: int
    body: Any


class Operator:
    """Calls the agent's admin API; once it has the tenant's token, as that institution."""

    def __init__(self, settings: Settings) -> None:
        self._http = httpx.Client(base_url=settings.admin_url, timeout=30)
        self._headers = {"X-API-KEY": settings.secret("admin-key")}

    def become(self, token: str) -> None:
        self._headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **query: str) -> Any:
        return self._checked(self._http.get(path, params=query, headers=self._headers)).body

    def post(self, path: str, body: Mapping[str, Any], *, expect: int | None = None) -> Answer:
        """``expect``: the one status that is right; None for any success."""
        answer = self._http.post(path, json=dict(body), headers=self._headers)
        if expect is not None and answer.status_code == expect:
            return Answer(answer.status_code, answer.json())
        return self._checked(answer)

    def _checked(self, answer: httpx.Response) -> Answer:
        if not answer.is_success:
            raise DidNotHold(
                f"{answer.request.url.path}: HTTP {answer.status_code} {answer.text[:500]}"
            )
        return Answer(answer.status_code, answer.json())


class Citizen:
    """Uses the wallet on the command line; the PIN comes from a private file."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def init(self) -> None:
        if not (self._settings.wallet / "settings.toml").exists():
            self.run(
                "init",
                *("--ledger-rpc", self._settings.ledger_url),
                *("--ledger-deployment", str(self._settings.deployment)),
                *("--plain-http-host", "localhost", "--plain-http-host", "127.0.0.1"),
            )

    def run(self, command: str, *arguments: str, expect: int = 0) -> Any:
        """A wallet command's JSON. Raises DidNotHold when it ends otherwise than expected."""
        pin = self._settings.secret_file("pin")
        options = ("--home", str(self._settings.wallet), "--pin-file", str(pin), "--json")
        code, said = damda("wallet", command, *arguments, *options)
        if code != expect:
            raise DidNotHold(f"damda wallet {command} ended with {code}: {said[-800:]}")
        return json.loads(said)


class Employer:
    """Calls the verifier's API, and takes its QR code as a picture."""

    def __init__(self, settings: Settings) -> None:
        self._http = httpx.Client(base_url=settings.url("verifier"), timeout=30)

    def ask(self, picture: Path, party: str = "employer") -> str:
        """A new request; its QR code is saved at ``picture``. Returns the request's id."""
        request = self._json(self._http.post("/api/requests", json={"relying_party": party}))
        code = self._http.get(request["qr"])
        if code.status_code != 200:
            raise DidNotHold(f"the QR code of the request: HTTP {code.status_code}")
        picture.write_bytes(code.content)
        return str(request["id"])

    def result(self, request_id: str) -> Any:
        return self._json(self._http.get(f"/api/requests/{request_id}"))

    def recheck(self, request_id: str) -> Any:
        return self._json(self._http.post(f"/api/requests/{request_id}/recheck"))

    def _json(self, answer: httpx.Response) -> Any:
        if not answer.is_success:
            raise DidNotHold(
                f"{answer.request.url.path}: HTTP {answer.status_code} {answer.text[:500]}"
            )
        return answer.json()


def save_data_uri(uri: str, path: Path) -> None:
    """The PNG of a ``data:image/png;base64,`` URI as a file."""
    kind, _, data = uri.partition(";base64,")
    if kind != "data:image/png":
        raise DidNotHold(f"a PNG was expected, not {kind[:40]}")
    path.write_bytes(base64.b64decode(data, validate=True))
