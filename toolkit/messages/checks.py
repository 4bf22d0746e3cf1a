"""Messages about checks."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = ()
