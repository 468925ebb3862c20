"""Engine calls off the drawing thread: a blocking call in a thread keeps the frames steady."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from damda.errors import DamdaError
from kivy.clock import Clock
from kivy.logger import Logger


class Tasks:
    """One worker thread; results come back on the drawing thread, in order."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="wallet")
        self._under_way = 0

    @property
    def idle(self) -> bool:
        return self._under_way == 0

    def run[T](
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[DamdaError], None],
    ) -> None:
        """Run ``work`` in the thread, then ``done`` or ``failed`` on the drawing thread.

        A foreign exception becomes a DamdaError "unexpected" whose text shows nothing of it; its
        type goes to the log, not its message, which could hold personal data.
        """
        self._under_way += 1

        def deliver(future: Future[T]) -> None:
            Clock.schedule_once(lambda _dt: self._finish(future, done, failed), 0)

        self._executor.submit(work).add_done_callback(deliver)

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _finish[T](
        self, future: Future[T], done: Callable[[T], None], failed: Callable[[DamdaError], None]
    ) -> None:
        self._under_way -= 1
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            done(future.result())
        elif isinstance(error, DamdaError):
            failed(error)
        else:
            Logger.error("Wallet: unexpected %s", type(error).__name__)
            failed(
                DamdaError(
                    "Something went wrong in the wallet. Please try again.",
                    ko="지갑에서 문제가 생겼습니다. 다시 시도해 주세요.",
                    code="unexpected",
                )
            )
