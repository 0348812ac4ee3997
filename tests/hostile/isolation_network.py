"""The network: there is none, neither outwards nor to what listens in the house."""

from tests.hostile.cases import Program

CASES = [
    Program(
        name="connects-to-a-service",
        says="Connects to a port of the house, as of a database; nobody hears it.",
        main="""
            import socket
            from target import PORT
            from trying import trying
            with trying("a service"):
                socket.create_connection(("127.0.0.1", PORT), timeout=2)
        """,
    ),
    Program(
        name="sends-a-datagram",
        says="Sends a datagram to the house, as to a name server; nothing arrives.",
        main="""
            import socket
            from target import DATAGRAM_PORT
            from trying import trying
            with trying("a datagram"):
                sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                sender.connect(("127.0.0.1", DATAGRAM_PORT))
                sender.send(b"of the hidden tests")
        """,
    ),
    Program(
        name="knocks-at-a-socket",
        says="Connects to a socket in a folder of the house; it is not there.",
        main="""
            import socket
            from target import SOCKET
            from trying import trying
            with trying("a socket"):
                socket.socket(socket.AF_UNIX).connect(SOCKET)
        """,
    ),
    Program(
        name="knocks-at-an-abstract-socket",
        says="Connects to a socket that has a name and no file; it is of another network.",
        main="""
            import socket
            from target import MARK
            from trying import trying
            with trying("an abstract socket"):
                socket.socket(socket.AF_UNIX).connect(chr(0) + MARK)
        """,
    ),
    Program(
        name="finds-a-way-out",
        says="Asks for a route to the cloud's metadata, a name server, neighbours; there is none.",
        main="""
            import socket
            from trying import trying
            for address in ("169.254.169.254", "8.8.8.8", "10.0.0.1", "172.17.0.1", "192.168.0.1"):
                with trying(address):
                    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect((address, 53))
            with trying("the metadata by the newer protocol"):
                socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).connect(("fd00:ec2::254", 80))
        """,
    ),
    Program(
        name="asks-for-a-name",
        says="Resolves a name; nobody answers, not even for the machine's own.",
        main="""
            import socket
            from trying import trying
            for name in ("localhost", "metadata.google.internal", "postgres", "redis"):
                with trying(name):
                    socket.getaddrinfo(name, 80)
        """,
    ),
    Program(
        name="listens-to-the-wire",
        says="Opens raw sockets and those of packets; it may open neither.",
        main="""
            import socket
            from trying import trying
            with trying("raw"):
                socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
            with trying("packets"):
                socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 3)
        """,
    ),
    Program(
        name="opens-doors-that-few-guard",
        says="Opens sockets of rare families, where kernels had holes; it may open none.",
        main="""
            import socket
            from trying import trying
            RARE = {"ciphers": 38, "kernel news": 16, "machines": 40, "keys": 15, "bluetooth": 31,
                    "radio": 3, "ipx": 4, "can": 29, "tipc": 30, "rds": 21, "xdp": 44, "smc": 43}
            for name, family in RARE.items():
                for kind in (socket.SOCK_STREAM, socket.SOCK_SEQPACKET, socket.SOCK_RAW):
                    with trying(name):
                        socket.socket(family, kind, 0)
        """,
    ),
    Program(
        name="listens-for-callers",
        says="Opens a port to be called at; it may open none that the house could reach.",
        main="""
            import socket
            from trying import trying
            with trying("a port on every address"):
                socket.create_server(("0.0.0.0", 0))
        """,
    ),
]
