"""Messages about workbook."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = ()
