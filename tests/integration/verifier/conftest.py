"""One running verifier service a module, with a test issuer, wallet and ledger around it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from support.running_verifier import Story, running_story


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with running_story(tmp_path_factory.mktemp("verifier")) as story:
        yield story


@pytest.fixture
def story(running: Story) -> Iterator[Story]:
    """The story with everything sound again afterwards."""
    yield running
    running.clock.shift = timedelta()
    running.issuer.reset()
    running.selective.reset()
