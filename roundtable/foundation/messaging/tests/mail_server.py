"""A mail server for tests: it keeps what it is given, refuses what it is told to, and can be down."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


class MailServer:
    """What came in while it was up, in order. `refuses` gives the answer to some addresses."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuses: dict[str, str] = {}
        with socketserver.TCPServer(("127.0.0.1", 0), _Session) as one:
            self.port = one.server_address[1]

    @contextmanager
    def up(self) -> Iterator[None]:
        """Answer for a while; before and after, nobody does."""
        _Server.allow_reuse_address = True
        with _Server(("127.0.0.1", self.port), _Session) as server:
            server.mail = self
            thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
            thread.start()
            try:
                yield
            finally:
                server.shutdown()
                thread.join()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    mail: MailServer


class _Session(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":", 1)[0].upper()
            if verb == "QUIT":
                self._say("221 bye")
                return
            if verb == "DATA":
                self._take()
                continue
            refusals = self.server.mail.refuses
            self._say(next((refusals[one] for one in refusals if one in line), "250 well"))

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        mail = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.mail.letters.append(mail)
        self._say("250 taken")

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())
