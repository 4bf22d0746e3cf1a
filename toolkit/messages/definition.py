"""Messages about definition."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = ()
