"""The kernel: what candidates' code has no business to ask of it is refused."""

from tests.hostile.cases import Program

OWNERS_CALLS = {
    "mount": ('"none", b".", b"no-such-kind", 0, 0', "to mount a file system"),
    "umount2": ('b".", 0', "to unmount one"),
    "pivot_root": ('b".", b"."', "for another root"),
    "chroot": ('b"."', "to lock itself in, which leads out"),
    "reboot": ("0, 0, 0, 0", "to start the machine again"),
    "swapon": ("0, 0", "to swap memory to a file"),
    "init_module": ("0, 0, 0", "to take in a module"),
    "delete_module": ('b"no_such_module", 0', "to let a module go"),
    "kexec_load": ("0, 0, 0, 0xFFFF", "to start another kernel"),
    "acct": ('b"/no/such/file"', "to keep accounts of processes"),
    "sethostname": ("0, -1", "to call the machine something else"),
    "settimeofday": ("0, 0", "to set the clock"),
    "syslog": ("1, 0, 0", "for the kernel's log"),
    "bpf": ("11, 0, 0", "to run programs in it"),
}
"""Of the machine's owner alone -> harmless arguments; and what for, in words."""

CALLS = {
    "add_key": ('b"user", b"hostile", b"x", 1, -2', "to keep a key, which others might find"),
    "keyctl": ("0, -3, 1", "for its session's keys"),
    "perf_event_open": (
        "(ctypes.c_uint32 * 32)(1, 128, *[0] * 8, 1 << 5 | 1 << 6), 0, -1, -1, 0",
        "to count events, which tells of others",
    ),
    "userfaultfd": ("1", "to answer for its own memory, which helps to win races"),
    "io_uring_setup": ("1, (ctypes.c_uint32 * 30)()", "for a ring, by which it is asked unseen"),
    "personality": ("0x0040000", "to lay out memory as it knows it"),
}
"""What everybody may ask of a kernel, and attackers need -> arguments; and what for, in words."""

ROOMS = {
    "user": 0x10000000, "mount": 0x00020000, "process": 0x20000000, "network": 0x40000000,
    "control-group": 0x02000000, "host-name": 0x04000000, "message": 0x08000000,
}  # fmt: skip
"""Kinds of namespaces -> the flag that makes a new one."""

CASES = [
    *(
        Program(
            name=f"may-{name}".replace("_", "-"),
            says=f"Asks the kernel {wanted}; it is refused before its arguments are looked at.",
            main=f"""
                from kernel import asking
                asking("{name}", {arguments})
            """,
        )
        for name, (arguments, wanted) in OWNERS_CALLS.items()
    ),
    *(
        Program(
            name=f"calls-{name}".replace("_", "-"),
            says=f"Asks the kernel {wanted}; it is refused.",
            main=f"""
                import ctypes
                from kernel import call
                from trying import trying
                with trying("{name}"):
                    call("{name}", {arguments})
            """,
        )
        for name, (arguments, wanted) in CALLS.items()
    ),
    *(
        Program(
            name=f"opens-a-room-{kind}",
            says=f"Makes a {kind} namespace of its own, where it would be root; it is refused.",
            main=f"""
                from kernel import call
                from trying import trying
                with trying("a room"):
                    call("unshare", {flag:#x})
            """,
        )
        for kind, flag in ROOMS.items()
    ),
    Program(
        name="is-born-in-a-room-of-its-own",
        says="Starts a child as root of a namespace, by the old call; it is refused.",
        main="""
            import os
            from kernel import call
            from trying import trying
            with trying("a child that is root"):
                if call("clone", 0x10000000 | 17, 0, 0, 0, 0) == 0:
                    os._exit(0)
        """,
    ),
    Program(
        name="is-born-in-a-room-by-the-new-call",
        says="Starts a child as root of a namespace, by the call whose flags no filter can read; "
        "it is refused.",
        main="""
            import ctypes, os
            from kernel import call
            from trying import trying
            with trying("a child that is root"):
                told = (ctypes.c_uint64 * 8)(0x10000000, 0, 0, 0, 17)
                if call("clone3", told, 64) == 0:
                    os._exit(0)
        """,
    ),
    Program(
        name="goes-into-anothers-room",
        says="Opens the first process's namespaces to go there; they are out of sight.",
        main="""
            from trying import trying
            for kind in ("mnt", "net", "pid", "user"):
                with trying(kind):
                    open(f"/proc/1/ns/{kind}").close()
        """,
    ),
    Program(
        name="opens-a-file-by-handle",
        says="Opens a file by its number on the disk, past every path; it is refused.",
        main="""
            import ctypes, os
            from kernel import call
            from trying import trying
            with trying("a file by handle"):
                handle, mount = (ctypes.c_uint32 * 34)(128), ctypes.c_int()
                call("name_to_handle_at", -100, b"/", handle, ctypes.byref(mount), 0)
                call("open_by_handle_at", os.open("/", os.O_RDONLY), handle, 0)
        """,
    ),
    Program(
        name="speaks-the-old-tongue",
        says="Calls the kernel as 32-bit programs do, which filters forget; it isn't heard.",
        main="""
            import ctypes, mmap, os
            from trying import trying
            OLD_GETPID = b"\\xb8\\x14\\x00\\x00\\x00\\xcd\\x80\\xc3"
            def old():
                "The number of the process, asked by interrupt 0x80."
                page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
                page.write(OLD_GETPID)
                where = ctypes.addressof(ctypes.c_char.from_buffer(page))
                return ctypes.CFUNCTYPE(ctypes.c_int)(where)()
            with trying("the old tongue"):
                if os.uname().machine != "x86_64":
                    raise OSError("nobody speaks it here")
                if (child := os.fork()) == 0:
                    os._exit(0 if old() == os.getpid() else 1)
                if os.waitpid(child, 0)[1] != 0:
                    raise OSError("not heard")
        """,
    ),
    Program(
        name="keeps-memory-in-the-kernel",
        says="Leaves memory with the kernel for the next to find; it may leave none.",
        main="""
            from kernel import call
            from target import KEY
            from trying import trying
            with trying("memory that stays"):
                call("shmget", KEY, 4096, 0o1666)
        """,
    ),
    Program(
        name="leaves-a-message-queue",
        says="Opens a queue of messages for the next to read; it may open none.",
        main="""
            from kernel import call
            from target import MARK
            from trying import trying
            with trying("a queue"):
                call("mq_open", MARK.encode(), 0o102, 0o666, 0)
                call("mq_unlink", MARK.encode())
        """,
    ),
]
