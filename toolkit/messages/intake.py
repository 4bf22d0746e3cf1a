"""Messages about taking in: workers that were lost, a round that is in use, what was kept back, what changed, what senders are told."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = ()
