"""Free ports for tests that must know them beforehand."""

import random
import socket


def free_port_base(offsets: tuple[int, ...]) -> int:
    """A number such that it plus each offset is a free port of loopback just now."""
    for _ in range(200):
        base = random.randrange(20_000, 32_000)
        if all(_is_free(base + offset) for offset in offsets):
            return base
    raise RuntimeError("no free block of ports was found")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
