"""Messages about round."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = ()
