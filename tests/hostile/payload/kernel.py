"""System calls by name, past the C library's functions. Every attack has this file."""

import ctypes
import errno
import os

NUMBERS = {  # x86-64, arm64
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "unshare": (272, 97), "clone": (56, 220), "clone3": (435, 435), "reboot": (169, 142),
    "swapon": (167, 224), "init_module": (175, 105), "delete_module": (176, 106),
    "kexec_load": (246, 104), "acct": (163, 89), "sethostname": (170, 161),
    "settimeofday": (164, 170), "syslog": (103, 116), "bpf": (321, 280), "keyctl": (250, 219),
    "add_key": (248, 217), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "personality": (135, 92), "kcmp": (312, 272),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "ptrace": (101, 117),
    "process_vm_readv": (310, 270), "name_to_handle_at": (303, 264), "capget": (125, 90),
    "open_by_handle_at": (304, 265), "shmget": (29, 194), "mq_open": (240, 180),
    "mq_unlink": (241, 181),
}  # fmt: skip
LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long
FLAT_NO = {errno.EPERM, errno.ENOSYS, errno.EACCES}


def call(name, *arguments):
    """Integers go as long ones: the kernel looks at the whole register."""
    number = NUMBERS[name][os.uname().machine == "aarch64"]
    told = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    answer = LIBC.syscall(ctypes.c_long(number), *told)
    if answer == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return answer


def asking(name, *arguments):
    """A call that is the machine's owner's, with arguments that would do no harm.

    The kernel asks who calls before it looks at what with: to be heard at all is to be let in.
    """
    try:
        call(name, *arguments)
    except OSError as error:
        if error.errno in FLAT_NO:
            return print(f"refused: {name}: {error}", flush=True)
    return print(f"got: {name}", flush=True)
