"""Messages about command."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = ()
