"""Messages about verification."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = ()
