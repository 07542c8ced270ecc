"""Running the web server and the job worker side by side."""

import signal
import subprocess
import time
from types import FrameType

_PAUSE = 0.5


def supervise(web: list[str], jobs: list[str]) -> int:
    """Run both until told to stop or the web server ends; the worker is started again whenever it ends.

    Returns the web server's exit status. Both are told to end, and waited for, before this returns.
    """
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    server = subprocess.Popen(web)  # noqa: S603 - our own command
    worker = subprocess.Popen(jobs)  # noqa: S603
    while not stopping and server.poll() is None:
        if worker.poll() is not None:
            worker = subprocess.Popen(jobs)  # noqa: S603
        time.sleep(_PAUSE)
    for process in (server, worker):
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    worker.wait()
    return server.wait()
