"""Fetches a file by http or https with Python's own client, which knows its user's proxies and certificates.

The extension module calls :func:`begin` when a catalog is made from an address, and nothing else imports this.
"""

from __future__ import annotations

import base64
import http.client
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import IO, Protocol

# What a read hands on at most.
PART = 1 << 18
# How many bytes may wait to be written before the next are read.
WAITING = 1 << 26
# For how long one read may wait, in seconds. Whoever asked gives up before and asks again.
PATIENCE = 30
MISSING = (403, 404, 410)


class Download(Protocol):
    """Where a file goes. Each method raises ConnectionError when nobody waits for the file any more."""

    def part(self, data: bytes, /) -> int:
        """Take the next bytes, and return how many wait to be written."""
        ...

    def came(self, announced: int | None, /) -> None:
        """End: the file is whole, as far as Python knows; its length as the server told it, where it did."""

    def missing(self) -> None:
        """End: there is no such file."""

    def answered(self, status: int, headers: list[tuple[str, str]], /) -> None:
        """End of an answer to a question, whose body has been taken: its status, and its headers in lower case."""

    def failed(self, reason: str, /) -> None:
        """End: what the network says."""


def begin(address: str, download: Download) -> None:
    """Fetch a file in a thread of its own, with which the process does not wait to end."""
    threading.Thread(target=_fetch, args=(address, download), daemon=True).start()


def ask(address: str, headers: list[tuple[str, str]], patience: float, limit: int, download: Download) -> None:
    """Put a question to a registry in a thread as :func:`begin` does; its body may have `limit` bytes.

    `patience` is in seconds, for each read.
    """
    arguments = (address, headers, patience, limit, download)
    threading.Thread(target=_ask, args=arguments, daemon=True).start()


def _ask(address: str, headers: list[tuple[str, str]], patience: float, limit: int, download: Download) -> None:
    try:
        try:
            request = _request(address)
            for name, value in headers:
                # A token goes to no other host that an answer leads to.
                add = request.add_unredirected_header if name == "authorization" else request.add_header
                add(name, value)
            answer: http.client.HTTPResponse | urllib.error.HTTPError
            try:
                answer = _opener(secure=address.startswith("https:")).open(request, timeout=patience)
            except urllib.error.HTTPError as error:
                answer = error
            with answer:
                body = answer.read(limit + 1)
                if len(body) > limit:
                    download.failed(f"the response body is larger than request limit: {limit}")
                    return
                if missing := getattr(answer, "length", 0):
                    raise http.client.IncompleteRead(body, missing)
                download.part(body)
                status = answer.code if isinstance(answer, urllib.error.HTTPError) else answer.status
                download.answered(status, [(name.lower(), value) for name, value in answer.headers.items()])
        except (OSError, http.client.HTTPException, ValueError) as error:
            download.failed(_reason(error))
    except ConnectionError:
        pass  # nobody waits for it any more


class _SecureRedirects(urllib.request.HTTPRedirectHandler):
    """Follows redirections to https alone."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if not newurl.startswith("https:"):
            raise ValueError(f"an https address leads to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _fetch(address: str, download: Download) -> None:
    try:
        try:
            with _opener().open(_request(address), timeout=PATIENCE) as answer:
                announced = answer.length
                _copy(answer, download)
            download.came(announced)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in MISSING:
                download.missing()
            else:
                download.failed(f"http status: {error.code}")
        except (OSError, http.client.HTTPException, ValueError) as error:
            download.failed(_reason(error))
    except ConnectionError:
        pass  # nobody waits for it any more


def _copy(answer: IO[bytes], download: Download) -> None:
    while data := answer.read1(PART):  # type: ignore[attr-defined]
        while download.part(data) > WAITING:
            data = b""
            time.sleep(0.01)


def _opener(*, secure: bool = False) -> urllib.request.OpenerDirector:
    """Make a client for http and https alone: the usual one would follow a redirection to ftp.

    One that is secure follows redirections to https alone.
    """
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.UnknownHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        _SecureRedirects if secure else urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    opener.addheaders = [("User-Agent", "pydockstage")]
    return opener


def _request(address: str) -> urllib.request.Request:
    """Make the request; a name and a password in the address become a header, which a redirection does not take on."""
    parts = urllib.parse.urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    request = urllib.request.Request(urllib.parse.urlunsplit(parts._replace(netloc=host)))
    if at:
        pair = urllib.parse.unquote_to_bytes(user if ":" in user else f"{user}:")
        request.add_unredirected_header("Authorization", "Basic " + base64.b64encode(pair).decode("ascii"))
    return request


def _reason(error: Exception) -> str:
    """Say what went wrong, in the words of the client that the cargo binary has."""
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(inner, OSError) and inner.strerror:
        return f"io: {inner.strerror}"
    return str(inner) or type(inner).__name__
