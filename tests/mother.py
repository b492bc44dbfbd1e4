"""A process that has loaded the whole product and forks the processes tests ask for.

`python -m tests.mother FD`: requests come over the socket FD, a child's exit code goes where its
request says. It runs nothing of the product itself; a child is a process of its own, to be stopped
and killed as any other.
"""

import gc
import importlib
import os
import runpy
import select
import signal
import socket
import sys

from dialogues.library import library
from dialogues.reading.reader import warm_up
from dialogues.text import Frozen

MODULES = ("bot.cli", "tests.path.parrot", "bot.conduct.conductor")
LARGEST = 200_000
"""Bytes of a request; an environment is the most of it."""


class Request(Frozen):
    """What a child is to be; three files for its input and output come with it, and a pipe."""

    module: str
    arguments: tuple[str, ...]
    folder: str
    environment: dict[str, str]
    talks: bool
    """Whether it reads messages: then what `pourparler run` prepares is there already."""


def main(channel: socket.socket) -> None:
    """Fork until nobody asks any more."""
    for name in MODULES:
        importlib.import_module(name)
    ended, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken)
    told: dict[int, int] = {}
    heard: list[socket.socket | int] = [channel, ended]
    while True:
        ready, _, _ = select.select(heard, [], [])
        if ended in ready:
            os.read(ended, LARGEST)
            _bury(told)
        if channel not in ready:
            continue
        body, files, _, _ = socket.recv_fds(channel, LARGEST, 4)
        if not body:
            return
        request = Request.model_validate_json(body)
        if request.talks:
            library()
            warm_up()
        gc.collect()
        gc.freeze()
        child = os.fork()
        if child == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            channel.close()
            for one in (ended, woken, files[3], *told.values()):
                os.close(one)
            _become(request, files[:3])
            return
        for one in files[:3]:
            os.close(one)
        told[child] = files[3]
        channel.send(str(child).encode())


def _bury(told: dict[int, int]) -> None:
    for child in list(told):
        buried, status = os.waitpid(child, os.WNOHANG)
        if buried:
            pipe = told.pop(child)
            os.write(pipe, str(os.waitstatus_to_exitcode(status)).encode())
            os.close(pipe)


def _become(request: Request, files: list[int]) -> None:
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(request.folder)
    os.environ.clear()
    os.environ.update(request.environment)
    sys.argv = ["pourparler", *request.arguments]
    runpy.run_module(request.module, run_name="__main__")


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
