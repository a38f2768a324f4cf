"""
Asking ClamAV about a file, by its own protocol (INSTREAM), over a socket of this machine or network.

Where a scanner is configured, a file that it did not see is not taken: not knowing is not safe.
"""

import socket
import struct
from dataclasses import dataclass

_CHUNK = 65_536
_LONGEST_ANSWER = 4_096


class ScannerUnavailable(Exception):
    """The scanner is configured and gives no answer, or none that says anything."""


@dataclass(frozen=True, slots=True)
class VirusScanner:
    """A ClamAV daemon: `address` is a path of a socket, or `host:port`."""

    address: str
    seconds: float = 20.0

    def finds_something(self, data: bytes) -> bool:
        """
        Return whether the scanner knows the file as harmful.

        :raises ScannerUnavailable: if it cannot be asked, or answers neither yes nor no.
        """
        try:
            answer = self._ask(data)
        except (OSError, ValueError) as failure:
            raise ScannerUnavailable(type(failure).__name__) from failure
        if answer.endswith("FOUND"):
            return True
        if answer.endswith("OK"):
            return False
        raise ScannerUnavailable(answer[:80])

    def _ask(self, data: bytes) -> str:
        with self._connect() as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), _CHUNK):
                chunk = data[start : start + _CHUNK]
                connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            connection.sendall(struct.pack("!L", 0))
            answer = b""
            while len(answer) < _LONGEST_ANSWER and (part := connection.recv(_CHUNK)):
                answer += part
        return answer.strip(b"\0\r\n ").decode("ascii", "replace")

    def _connect(self) -> socket.socket:
        if "/" in self.address:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(self.seconds)
            try:
                connection.connect(self.address)
            except OSError:
                connection.close()
                raise
            return connection
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=self.seconds)
