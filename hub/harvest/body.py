"""Reading the body of an answer with a cap on both sides of the decoder."""

from __future__ import annotations

import zlib
from typing import Final, Protocol

import httpx

from hub.errors import SourceUnreachable, TooLarge
from hub.harvest.guard import shown


class CutShortError(Exception):
    """The body ended before its compression did: to be asked for again."""


class _Decoder(Protocol):
    def feed(self, data: bytes, most: int) -> bytes: ...

    def finish(self) -> None: ...


class _Plain:
    def feed(self, data: bytes, most: int) -> bytes:
        return data[:most]

    def finish(self) -> None:
        return


class _Inflate:
    """gzip, zlib, or the raw deflate that some servers send for `deflate`; one member, as HTTP has it."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._machine = zlib.decompressobj(window)
        self._begun = False

    def feed(self, data: bytes, most: int) -> bytes:
        try:
            out = self._machine.decompress(self._machine.unconsumed_tail + data, most)
        except zlib.error as error:
            if self._begun or self._window != zlib.MAX_WBITS:
                raise CutShortError(f"broken compression ({error})") from None
            self._machine, self._begun = zlib.decompressobj(-zlib.MAX_WBITS), True
            return self.feed(data, most)
        self._begun = self._begun or bool(data)
        return out

    def finish(self) -> None:
        if not self._machine.eof:
            raise CutShortError("compressed body cut short")


_KNOWN: Final = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}


async def read_body(response: httpx.Response, most_bytes: int, *, cut: bool = False) -> bytes:
    """The decoded body, at most `most_bytes` before and after decoding; `cut` keeps the beginning of a larger one.

    Raises: TooLarge at the first byte too many; SourceUnreachable for two encodings or one that was not offered; CutShortError.
    """
    story = shown(response.url)
    decoder = _decoder(response.headers.get("content-encoding", ""), story)
    too_large = TooLarge(f"{story}: more than {most_bytes:,} bytes; raise the limit of the source if that is right")
    announced = response.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and int(announced[:18]) > most_bytes and not cut:
        raise too_large
    body, raw = bytearray(), 0
    async for chunk in response.aiter_raw(65_536):
        raw += len(chunk)
        body += decoder.feed(chunk, most_bytes - len(body) + 1)
        if raw > most_bytes or len(body) > most_bytes:
            if cut:
                return bytes(body[:most_bytes])
            raise too_large
    if raw:
        decoder.finish()
    return bytes(body)


def _decoder(header: str, story: str) -> _Decoder:
    encodings = [name for part in header.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if not encodings:
        return _Plain()
    if len(encodings) > 1:
        raise SourceUnreachable(f"{story}: packed {len(encodings)} times ({', '.join(encodings)[:60]}); one encoding is taken, no more")
    if encodings[0] not in _KNOWN:
        raise SourceUnreachable(f"{story}: packed as {encodings[0][:40]!r}; gzip and deflate were offered")
    return _Inflate(_KNOWN[encodings[0]])
