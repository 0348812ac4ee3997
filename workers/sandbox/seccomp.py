"""The system calls that a sandbox may make: an allow-list, compiled once to the kernel's bytes.

What is not named fails with ENOSYS, so that the C library and Python fall back to what is.
"""

import errno
import functools
import os
from collections.abc import Iterable
from typing import Any

ALLOWED = """
read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2
open openat close close_range lseek ftruncate truncate fallocate fsync fdatasync sync_file_range
stat fstat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat statfs fstatfs
getcwd chdir fchdir mkdir mkdirat rmdir rename renameat renameat2 link linkat symlink symlinkat
unlink unlinkat chmod fchmod fchmodat utime utimes utimensat futimesat umask getdents getdents64
flock fcntl fadvise64 sendfile dup dup2 dup3 pipe pipe2 poll ppoll select pselect6
epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2
eventfd eventfd2 timerfd_create timerfd_settime timerfd_gettime signalfd signalfd4
mmap munmap mprotect mremap madvise brk msync mincore mlock munlock mlock2
rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait
rt_sigqueueinfo sigaltstack restart_syscall pause
nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times
getitimer setitimer alarm timer_create timer_settime timer_gettime timer_getoverrun timer_delete
getpid getppid gettid getuid geteuid getgid getegid getresuid getresgid getgroups
getpgid getpgrp getsid setsid setpgid getrlimit setrlimit getrusage sysinfo uname getrandom getcpu
sched_yield sched_getaffinity sched_setaffinity sched_getparam sched_getscheduler
sched_get_priority_max sched_get_priority_min
futex futex_waitv set_robust_list get_robust_list set_tid_address rseq membarrier arch_prctl
execve fork vfork exit exit_group wait4 waitid kill tkill tgkill
socketpair sendto recvfrom sendmsg recvmsg shutdown
getsockname getpeername getsockopt setsockopt
"""

FORBIDDEN = """
chown fchown lchown fchownat setuid setgid setreuid setregid setresuid setresgid setgroups
mknod mknodat ptrace unshare setns mount umount2 pivot_root chroot keyctl add_key request_key bpf
perf_event_open userfaultfd process_vm_readv process_vm_writev kcmp
open_by_handle_at name_to_handle_at
"""
"""These say EPERM: programs know what to do with a refusal."""

ATTRIBUTES = [
    f"{prefix}{verb}"
    for verb in ("getxattr", "listxattr", "setxattr", "removexattr")
    for prefix in ("", "l", "f")
]
"""These say EOPNOTSUPP, which shutil.copystat takes for an answer; ENOSYS it does not."""

NEW_NAMESPACES = 0x7E020080
"""CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET and NEWTIME."""
AF_UNIX = 1
PRCTL = (3, 4, 15, 16, 21, 22, 23, 38, 39, 0x53564D41)
"""Dumpable, name, seccomp (read and set), bounding set (read), no new privileges, names of maps."""
IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""Of terminals only their attributes and size; FIONREAD, FIONBIO, FIOCLEX. Never TIOCSTI."""


class NoFilter(Exception):
    """libseccomp, which writes the filter, is not on this machine."""


@functools.cache
def compiled() -> bytes:
    """The filter as bubblewrap takes it, a classic BPF program. Foreign ABIs are killed by it."""
    try:
        import pyseccomp  # here, as it opens the library when it is imported
    except (OSError, RuntimeError) as error:
        raise NoFilter(f"libseccomp can't be opened: {error}") from error
    made = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.ENOSYS))
    actions = (
        (pyseccomp.ALLOW, ALLOWED.split()),
        (pyseccomp.ERRNO(errno.EOPNOTSUPP), ATTRIBUTES),
        (pyseccomp.ERRNO(errno.EPERM), FORBIDDEN.split()),
    )
    for action, names in actions:
        for name in _known(pyseccomp, names):
            made.add_rule(action, name)
    no_namespace = pyseccomp.Arg(0, pyseccomp.MASKED_EQ, NEW_NAMESPACES, 0)
    made.add_rule(pyseccomp.ALLOW, "clone", no_namespace)
    made.add_rule(pyseccomp.ALLOW, "socket", pyseccomp.Arg(0, pyseccomp.EQ, AF_UNIX))
    made.add_rule(pyseccomp.ALLOW, "prlimit64", pyseccomp.Arg(0, pyseccomp.EQ, 0))
    for option in PRCTL:
        made.add_rule(pyseccomp.ALLOW, "prctl", pyseccomp.Arg(0, pyseccomp.EQ, option))
    for request in IOCTL:
        made.add_rule(pyseccomp.ALLOW, "ioctl", pyseccomp.Arg(1, pyseccomp.EQ, request))
    return _exported(made)


def _known(pyseccomp: Any, names: Iterable[str]) -> list[str]:
    """Those that this libseccomp and this machine have; the others stay ENOSYS."""
    machine = pyseccomp.system_arch()
    return [name for name in names if pyseccomp.resolve_syscall(machine, name) >= 0]


def _exported(made: Any) -> bytes:
    with os.fdopen(os.memfd_create("seccomp"), "w+b") as file:
        made.export_bpf(file)
        file.seek(0)
        return file.read()
