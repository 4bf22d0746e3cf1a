"""Messages about values."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = ()
