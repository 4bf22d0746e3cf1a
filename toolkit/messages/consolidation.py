"""Messages about consolidation."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = ()
