"""Messages as bytes: each is a MessagePack body after its length in four bytes."""

import struct
from collections.abc import Callable
from typing import TypeVar

import msgspec

from inspector.protocol.messages import Message, Request

T = TypeVar("T")

_LENGTH = struct.Struct(">I")
MAX_BODY = 1 << 30

_encoder = msgspec.msgpack.Encoder()
_requests: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
_messages: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)


class ProtocolError(Exception):
    """The other side sent something that is no message."""


def encode(message: Request | Message) -> bytes:
    """One message with its length in front."""
    body = _encoder.encode(message)
    return _LENGTH.pack(len(body)) + body


def read_request(read: Callable[[int], bytes]) -> Request | None:
    """The next request, or None at the end. `read(n)` blocks for up to n bytes."""
    return _next(read, _requests)


def read_message(read: Callable[[int], bytes]) -> Message | None:
    """The next message of an engine, or None at the end.

    Raises ProtocolError if the bytes are no message.
    """
    return _next(read, _messages)


def _next(read: Callable[[int], bytes], decoder: "msgspec.msgpack.Decoder[T]") -> T | None:
    head = _exactly(read, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > MAX_BODY:
        raise ProtocolError(f"a message of {length} bytes was announced")
    body = _exactly(read, length)
    if body is None:
        return None
    try:
        return decoder.decode(body)
    except msgspec.MsgspecError as error:
        raise ProtocolError(str(error)) from None


def _exactly(read: Callable[[int], bytes], count: int) -> bytes | None:
    pieces: list[bytes] = []
    while count:
        piece = read(count)
        if not piece:
            return None
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
