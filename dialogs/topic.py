"""What a message is asked with: how much of it, and the entries whose answers it may go on from."""

from dialogs.turn import Flow, Turn

LONGEST = 2_000
"""Characters of a message that are asked; the rest is kept in the transcript."""


def going_on_from(turn: Turn) -> tuple[str, ...]:
    """Return the entries whose answers the message may go on from: none while another dialog waits."""
    return turn.memory.on_topic(turn.incoming.at) if turn.state.flow in ("", Flow.ANSWERED) else ()
