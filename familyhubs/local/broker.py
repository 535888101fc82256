"""The local broker: Valkey or Redis, behind a socket, keeping nothing when it stops."""

import signal
from pathlib import Path

from familyhubs.local import programs


class Broker:
    """A Redis-protocol server. What is queued is lost when it stops: every task finds its own
    work in the database, so nothing is missed."""

    name = "broker"
    title = "The message broker"
    stop_signal = signal.SIGTERM

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.program = programs.broker_program()

    def prepare(self) -> None:
        """Nothing: there are no files to make."""

    def command(self, sockets: Path) -> list[str]:
        """The words that start the server, with its socket in the folder `sockets`."""
        options = {
            "--port": "0",
            "--unixsocket": str(self.socket(sockets)),
            "--unixsocketperm": "700",
            "--save": "",
            "--appendonly": "no",
            "--dir": str(self.folder),
        }
        tie = programs.tied_to_parent("TERM")
        return [*tie, str(self.program), *(word for pair in options.items() for word in pair)]

    def is_ready(self, sockets: Path) -> bool:
        """Whether the server takes connections: its socket appears when it does."""
        return self.socket(sockets).is_socket()

    def leftover(self) -> tuple[int, str] | None:
        """Nothing: with nothing kept, an earlier server is in nobody's way."""
        return None

    def forget_leftover(self) -> None:
        """Nothing to forget."""

    @staticmethod
    def socket(sockets: Path) -> Path:
        return sockets / "broker.sock"

    @classmethod
    def url(cls, sockets: Path) -> str:
        """The address as Celery reads it."""
        return f"redis+socket://{cls.socket(sockets)}"
