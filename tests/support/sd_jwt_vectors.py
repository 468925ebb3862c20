"""The test cases of SD-JWT, which are claims in YAML with a tag `!sd` on what can be disclosed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from damda import base64url
from damda.keys import SoftwareSigner
from damda.sd_jwt import Path as ClaimPath


@dataclass(frozen=True)
class Tagged:
    """A name or an array's element with the tag."""

    value: Any


@dataclass(frozen=True)
class Case:
    """What a case gives: claims, what can be disclosed, what the holder shows, what is seen then."""

    claims: dict[str, Any]
    disclosable: list[ClaimPath]
    shown: list[ClaimPath]
    expected: dict[str, Any]
    decoys: bool
    key_binding: bool
    header: dict[str, Any]
    serialization: str
    issuers: list[dict[str, str]]
    holder: dict[str, str]
    defaults: dict[str, Any]
    choice: dict[str, Any]
    """What the holder shows, as the case writes it."""


def case(folder: Path) -> Case:
    written = yaml.load((folder / "specification.yml").read_text("utf-8"), _Loader)
    settings = yaml.safe_load((folder.parent / "settings.yml").read_text("utf-8"))
    settings |= written.get("settings_override", {})
    keys = settings["key_settings"]
    claims, disclosable = _plain(written["user_claims"], ())
    shown = _shown(written["holder_disclosed_claims"], ())
    defaults = {"iss": settings["identifiers"]["issuer"]}
    defaults |= {name: settings[name] for name in ("iat", "exp")}
    if written.get("include_default_claims") is False:
        defaults = {}
    return Case(
        claims,
        disclosable,
        [path for path in shown if _is_there(claims, path)],
        written.get("expect_verified_user_claims", _seen(claims, set(disclosable), set(shown), ())),
        bool(written.get("add_decoy_claims")),
        bool(written.get("key_binding")),
        written.get("extra_header_parameters", {}),
        "json" if written.get("serialization_format") == "json" else "compact",
        keys["issuer_keys"],
        keys["holder_key"],
        defaults,
        written["holder_disclosed_claims"],
    )


def signer(jwk: dict[str, str]) -> SoftwareSigner:
    return SoftwareSigner.from_private("P-256", base64url.decode(jwk["d"]), "did:example:1#1")


class _Loader(yaml.SafeLoader):
    """`!sd` on a scalar, an array or an object."""


def _tagged(loader: _Loader, node: yaml.Node) -> Tagged:
    if isinstance(node, yaml.MappingNode):
        return Tagged(loader.construct_mapping(node, deep=True))
    if isinstance(node, yaml.SequenceNode):
        return Tagged(loader.construct_sequence(node, deep=True))
    assert isinstance(node, yaml.ScalarNode)
    tag = loader.resolve(yaml.ScalarNode, node.value, (node.style is None, node.style is not None))
    return Tagged(loader.construct_object(yaml.ScalarNode(tag, node.value)))


_Loader.add_constructor("!sd", _tagged)


def _plain(value: Any, place: ClaimPath) -> tuple[Any, list[ClaimPath]]:
    """The value without tags, and where they were."""
    paths: list[ClaimPath] = []
    if isinstance(value, dict):
        members = {}
        for name, member in value.items():
            text = name.value if isinstance(name, Tagged) else name
            here = (*place, text)
            paths += [here] if isinstance(name, Tagged) else []
            members[text], inner = _plain(member, here)
            paths += inner
        return members, paths
    if isinstance(value, list):
        elements = []
        for n, element in enumerate(value):
            here = (*place, n)
            paths += [here] if isinstance(element, Tagged) else []
            bare = element.value if isinstance(element, Tagged) else element
            plain, inner = _plain(bare, here)
            elements.append(plain)
            paths += inner
        return elements, paths
    return value, []


def _shown(choice: Any, place: ClaimPath) -> list[ClaimPath]:
    if isinstance(choice, dict | list):
        steps = choice.items() if isinstance(choice, dict) else enumerate(choice)
        inner = [path for step, each in steps for path in _shown(each, (*place, step))]
        # An empty choice shows an element, and no member.
        itself = bool(place) and (bool(choice) or isinstance(place[-1], int))
        return [*([place] if itself else []), *inner]
    # The cases write None where a place is passed over, which in YAML is a text.
    return [place] if choice is True else []


def _is_there(claims: Any, path: ClaimPath) -> bool:
    for step in path:
        if isinstance(claims, dict):
            if step not in claims:
                return False
        elif not isinstance(step, int) or step >= len(claims):
            return False
        claims = claims[step]
    return True


def _seen(value: Any, disclosable: set[ClaimPath], shown: set[ClaimPath], place: ClaimPath) -> Any:
    """What is to be seen, by the plainest reading of the case."""
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    kept = [
        (step, each)
        for step, each in steps
        if (*place, step) not in disclosable or (*place, step) in shown
    ]
    inner = [
        (step, _seen(each, disclosable, shown, (*place, step)) if isinstance(each, dict | list) else each)
        for step, each in kept
    ]  # fmt: skip
    return dict(inner) if isinstance(value, dict) else [each for _, each in inner]
