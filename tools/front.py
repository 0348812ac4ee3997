"""One address for pages and sockets on one machine; elsewhere nginx is that (deploy/nginx.conf).

`python -m tools.front --bind 127.0.0.1:5000 --web 127.0.0.1:5010 --live 127.0.0.1:5011`.
A connection is passed on whole, by its first line: a browser opens one of its own for a socket.
"""

import argparse
import asyncio
import contextlib
import signal

SOCKETS = (b"GET /sit/live/", b"GET /o/live/")
LONGEST = max(map(len, SOCKETS))
PIECE = 64 * 1024
Address = tuple[str, int]


class Front:
    def __init__(self, *, web: Address, live: Address) -> None:
        self._web, self._live = web, live

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Both ways, until either has ended; who can't be reached ends it at once."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            if head := await _beginning(reader):
                host, port = self._live if head.startswith(SOCKETS) else self._web
                there, back = await asyncio.open_connection(host, port)
                back.write(head)
                ways = [
                    asyncio.ensure_future(_pour(reader, back)),
                    asyncio.ensure_future(_pour(there, writer)),
                ]
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
                if not ways[1].done():  # the browser has said all; the answer may be on its way
                    await asyncio.wait(ways[1:], timeout=10)
                for way in ways:
                    way.cancel()
                back.close()
        writer.close()


async def _beginning(reader: asyncio.StreamReader) -> bytes:
    """Enough of the first line to know it by; nothing where none came."""
    head = b""
    while len(head) < LONGEST and b"\n" not in head:
        piece = await reader.read(PIECE)
        if not piece:
            break
        head += piece
    return head


async def _pour(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await source.read(PIECE):
            sink.write(piece)
            await sink.drain()
        if sink.can_write_eof():
            sink.write_eof()


async def serve(bind: Address, front: Front) -> None:
    """Until a signal says so."""
    over = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, over.set)
    server = await asyncio.start_server(front.pass_on, *bind, backlog=1024)
    print("front ready", flush=True)
    await over.wait()
    server.close()


def _address(words: str) -> Address:
    host, _, port = words.rpartition(":")
    return host, int(port)


def main() -> None:
    told = argparse.ArgumentParser(prog="python -m tools.front")
    for name in ("--bind", "--web", "--live"):
        told.add_argument(name, type=_address, required=True)
    chosen = told.parse_args()
    asyncio.run(serve(chosen.bind, Front(web=chosen.web, live=chosen.live)))


if __name__ == "__main__":
    main()
