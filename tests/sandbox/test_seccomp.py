"""The filter: what programs need works, what leads out does not."""

import json
import platform
from dataclasses import replace

import pytest

from assay.bank.runner import Limits
from workers.sandbox import seccomp

LIMITS = replace(Limits(), cpu_seconds=20)
CALLS = """
import ctypes, errno, json, os, sys
libc = ctypes.CDLL(None, use_errno=True)
told = {}
for name, words in json.loads(sys.argv[1]).items():
    ctypes.set_errno(0)
    code = libc.syscall(*words)
    told[name] = errno.errorcode.get(ctypes.get_errno(), "") if code < 0 else f"gave {code}"
print(json.dumps(told))
"""
AF_INET, AF_NETLINK, AF_VSOCK, AF_ALG = 2, 16, 40, 38
X86 = {
    "io_uring_setup": (425, 8, 0), "memfd_create": (319, 0, 0), "splice": (275, 0, 0, 0, 0, 0, 0),
    "tee": (276, 0, 0, 0, 0), "vmsplice": (278, 0, 0, 0, 0), "clone3": (435, 0, 0),
    "personality": (135, 0x40000), "copy_file_range": (326, 0, 0, 0, 0, 0, 0),
    "pidfd_getfd": (438, 0, 0, 0), "mount_setattr": (442, 0, 0, 0, 0, 0), "fsopen": (430, 0, 0),
}  # fmt: skip
REFUSED = {
    "ptrace": (101, 0, 0, 0, 0), "mount": (165, 0, 0, 0, 0, 0), "umount2": (166, 0, 0),
    "unshare": (272, 0x10000000), "setns": (308, 0, 0), "keyctl": (250, 0, 0, 0, 0, 0),
    "add_key": (248, 0, 0, 0, 0, 0), "bpf": (321, 0, 0, 0), "perf_event_open": (298, 0, 0, 0, 0, 0),
    "userfaultfd": (323, 0), "process_vm_readv": (310, 1, 0, 0, 0, 0, 0), "chroot": (161, 0),
    "name_to_handle_at": (303, 0, 0, 0, 0, 0),
}  # fmt: skip
PARTLY = {
    "connect": (42, 0, 0, 0), "bind": (49, 0, 0, 0),
    "inet": (41, AF_INET, 1, 0), "raw": (41, AF_INET, 3, 1), "netlink": (41, AF_NETLINK, 3, 0),
    "vsock": (41, AF_VSOCK, 1, 0), "alg": (41, AF_ALG, 5, 0),
    "new namespace": (56, 0x10000000 | 17, 0, 0, 0, 0), "TIOCSTI": (16, 0, 0x5412, 0),
    "limits of others": (302, 1, 0, 0, 0), "dump of others": (157, 1, 9, 0, 0, 0),
}  # fmt: skip


@pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of x86-64")
def test_what_leads_out_is_refused(engine):
    asked = X86 | REFUSED | PARTLY
    command = ["python", "-c", CALLS, json.dumps(asked)]
    told = json.loads(engine.run({}, command, LIMITS).stdout)
    assert told == dict.fromkeys(X86 | PARTLY, "ENOSYS") | dict.fromkeys(REFUSED, "EPERM")


NEEDED = """
import hashlib, os, pathlib, shutil, socket, sqlite3, subprocess, sys, tempfile, threading, secrets
import asyncio, concurrent.futures, select, time, uuid
hashlib.scrypt(b"p", salt=b"s", n=2**12, r=8, p=1)
with tempfile.TemporaryDirectory() as folder:
    place = pathlib.Path(folder, "f"); place.write_text("x")
    shutil.copy2(place, place.with_name("g"))
    shutil.copytree(folder, folder + "2"); shutil.rmtree(folder + "2")
    base = sqlite3.connect(place.with_name("db"), timeout=1)
    base.execute("pragma journal_mode=wal"); base.execute("create table t (a)"); base.commit()
for env in (None, {}):
    done = subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True, env=env)
    assert done.stdout == b"1\\n"
with concurrent.futures.ThreadPoolExecutor(4) as pool: assert sum(pool.map(abs, range(9))) == 36
async def main(): return await asyncio.gather(asyncio.sleep(0, 1), asyncio.to_thread(abs, -2))
assert asyncio.run(main()) == [1, 2]
one, other = socket.socketpair()
one.sendall(b"x")
assert other.recv(1) == b"x"
uuid.uuid4(); secrets.token_hex(); time.sleep(0.01)
print("all of it")
"""


def test_what_programs_need_works(engine):
    told = engine.run({}, ["python", "-c", NEEDED], LIMITS)
    assert (told.output, told.exit_code) == ("all of it\n", 0)


def test_the_filter_is_compiled_once_and_is_no_longer_than_the_kernel_takes():
    assert seccomp.compiled() is seccomp.compiled()
    assert 1000 < len(seccomp.compiled()) < 4096 * 8
