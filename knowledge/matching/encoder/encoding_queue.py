"""One thread that encodes, behind a short queue: whoever asks waits a little, and goes without when it is too long."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import Full, Queue
from threading import Thread
from time import monotonic

from knowledge.matching.index import Floats


class EncodingQueue:
    """Encodes one batch after the other on a thread of its own; what is too much is refused, not piled up."""

    def __init__(self, encode: Callable[[Sequence[str]], Floats], places: int) -> None:
        self._encode = encode
        self._waiting: Queue[tuple[Sequence[str], Future[Floats]]] = Queue(places)
        Thread(target=self._work, name="encode", daemon=True).start()

    def vectors(self, texts: Sequence[str], patience: float) -> Floats | None:
        """Return the texts' vectors; None when a place in the queue and they take more than so many seconds together.

        Raise what the encoder raised.
        """
        begun = monotonic()
        promised: Future[Floats] = Future()
        try:
            self._waiting.put((texts, promised), timeout=patience)
            return promised.result(max(0.0, patience - (monotonic() - begun)))
        except (Full, TimeoutError):
            promised.cancel()
            return None

    def _work(self) -> None:
        while True:
            texts, promised = self._waiting.get()
            if not promised.set_running_or_notify_cancel():
                continue
            try:
                promised.set_result(self._encode(texts))
            except Exception as fault:  # the last net of this thread: whoever waits is told
                promised.set_exception(fault)
