"""Messages about report."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = ()
