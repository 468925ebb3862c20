"""A throw-away PostgreSQL server from Debian's package, as an unprivileged user, on a free port."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from support.ports import free_port_base


def server_programs() -> Path | None:
    """The folder with initdb and pg_ctl, newest version first; None if not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return found[0].parent if found else None


@contextmanager
def running_postgres() -> Iterator[str]:
    """A server of its own; gives ``postgresql://damda@127.0.0.1:PORT`` without a database name."""
    programs = server_programs()
    assert programs is not None, "PostgreSQL is not installed: apt-get install postgresql"
    folder = Path(tempfile.mkdtemp(prefix="damda-pg-"))
    as_user = _as_postgres_user(folder)
    data, port = folder / "data", free_port_base((0,))

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [*as_user, str(programs / program), *arguments],
            check=True,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )

    try:
        run("initdb", "-D", str(data), "-U", "damda", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
        run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-w", "-o", options, "start")
        yield f"postgresql://damda@127.0.0.1:{port}"
    finally:
        if (data / "postmaster.pid").exists():
            with suppress(subprocess.CalledProcessError):
                run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def create_database(server: str, name: str) -> str:
    """A new, empty database; its URL."""
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server}/{name}"


def _as_postgres_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: as root, its package's own user is taken."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return [
        "setpriv",
        f"--reuid={user.pw_uid}",
        f"--regid={user.pw_gid}",
        "--clear-groups",
    ]
