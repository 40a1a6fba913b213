"""The walls around a worker on Linux: resource limits, an empty network, Landlock for files, seccomp for the rest.

Each wall is optional where the kernel lacks it and says so; none is believed before breaches() has tried to climb it.
Numbers are the kernel's own: include/uapi/linux/{prctl,seccomp,landlock,sched}.h; system calls are in syscalls.toml.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys
import tomllib
from collections.abc import Callable, Iterable
from importlib import resources
from pathlib import Path
from typing import Any

if sys.platform != "win32":
    import resource
    import socket

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_CLONE_NEWUSER, _CLONE_NEWNET, _CLONE_NEWIPC = 0x1000_0000, 0x4000_0000, 0x0800_0000
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446

_SYSCALLS: dict[str, Any] = tomllib.loads(  # read on import: behind the walls no file of ours can be opened
    resources.files("dhr").joinpath("syscalls.toml").read_text(encoding="utf-8")
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def empty_network() -> bool:
    """Move this process into user, network and ipc namespaces of its own: no interface but a loopback that is down.

    The process must have one thread only. False where the kernel or an administrator does not allow it.
    """
    uid, gid = os.getuid(), os.getgid()
    if _libc().unshare(_CLONE_NEWUSER | _CLONE_NEWNET | _CLONE_NEWIPC) != 0:
        return False
    for name, content in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        try:
            Path("/proc/self", name).write_text(content)
        except OSError:  # files keep their owner "nobody"; reading them still works through the mode bits
            break
    return True


def limit_resources(cpu_s: int, documents: int, memory_mb: int, open_files: int, written_mb: int) -> None:
    """Cap processor time, memory, files and written bytes of this process, for good.

    cpu_s: for one document; the process may grant itself as much for each of its documents. memory_mb bounds what the process can hold in RAM: RLIMIT_AS counts address space, of which the libraries already
    loaded take far more than they keep resident, so the difference is added.
    """
    page = resource.getpagesize()
    size, resident = (int(field) * page for field in Path("/proc/self/statm").read_text().split()[:2])
    memory = (memory_mb << 20) + max(0, size - resident)
    for what, soft, hard in (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, cpu_s, (cpu_s + 1) * documents),
        (resource.RLIMIT_FSIZE, written_mb << 20, written_mb << 20),
        (resource.RLIMIT_NOFILE, open_files, open_files),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        lower_limit(what, soft, hard)


def lower_limit(what: int, soft: int, hard: int) -> None:
    """Set a resource limit, or keep one that stands lower already: only root may raise those."""
    standing = resource.getrlimit(what)[1]
    if standing != resource.RLIM_INFINITY:
        soft, hard = min(soft, standing), min(hard, standing)
    resource.setrlimit(what, (soft, hard))


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends, and to keep other processes from looking into it."""
    libc = _libc()
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def only_files(read: Iterable[str], write: Iterable[str] = ()) -> bool:
    """Landlock (Linux 5.13): from now on only files below read can be opened, and only those below write changed."""
    libc = _libc()
    abi = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if abi < 1:
        return False
    handled = (1 << (13 + (abi >= 2) + (abi >= 3))) - 1  # REFER came with version 2, TRUNCATE with 3
    rules = libc.syscall(_LANDLOCK_CREATE, struct.pack("<Q", handled), ctypes.c_size_t(8), ctypes.c_uint32(0))
    if rules < 0:
        return False
    on_file = 0b0111 | handled & 1 << 14  # EXECUTE (to map a library), WRITE_FILE, READ_FILE, TRUNCATE
    for path, access in [*((path, 0b1101) for path in read), *((path, handled) for path in write)]:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        if not Path(path).is_dir():
            access &= on_file
        libc.syscall(_LANDLOCK_ADD, rules, 1, struct.pack("<Qi", access, place), ctypes.c_uint32(0))
        os.close(place)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    done = libc.syscall(_LANDLOCK_RESTRICT, rules, ctypes.c_uint32(0))
    os.close(rules)
    return bool(done == 0)


def filter_calls(*, programs: bool = False) -> bool:
    """Seccomp: refuse (EPERM) network, new processes, other programs, other processes and changes to files, for good.

    programs: leave the process free to start programs and to change files (where Landlock lets it).
    """
    if platform.machine() not in _SYSCALLS or sys.byteorder != "little":
        return False
    program = _filter(_SYSCALLS[platform.machine()], os.getpid(), programs)
    code = ctypes.create_string_buffer(program)
    # struct sock_fprog; addressof keeps all 64 bits, a plain int argument would be cut to 32 and switch the wall off
    header = ctypes.create_string_buffer(struct.pack("<H6xQ", len(program) // 8, ctypes.addressof(code)))
    libc = _libc()
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    done = libc.prctl(_PR_SET_SECCOMP, 2, ctypes.c_void_p(ctypes.addressof(header)), 0, 0)
    return bool(done == 0)


def _filter(machine: dict[str, Any], pid: int, programs: bool) -> bytes:
    """Assemble the filter in classic BPF over struct seccomp_data (nr at 0, arch at 4, args from 16, 8 bytes each)."""
    load, equal, at_least, any_bit, leave = 0x20, 0x15, 0x35, 0x45, 0x06
    kill, deny, allow = 0x8000_0000, 0x0005_0001, 0x7FFF_0000

    def op(code: int, yes: int, no: int, value: int) -> bytes:
        return struct.pack("<HBBI", code, yes, no, value)

    steps = [
        op(load, 0, 0, 4),
        op(equal, 1, 0, machine["audit_arch"]),
        op(leave, 0, 0, kill),
        op(load, 0, 0, 0),
    ]
    steps += [op(at_least, 0, 1, 0x4000_0000), op(leave, 0, 0, kill)]  # the x32 ABI has numbers of its own
    spared = ("programs", "files") if programs else ()
    denied = [n for group, calls in machine["denied"].items() if group not in spared for n in calls.values()]
    for number in sorted(denied):
        steps += [op(equal, 0, 1, number), op(leave, 0, 0, deny)]
    for number, argument in machine["flags_argument"] if not programs else ():
        steps += [op(equal, 0, 4, number), op(load, 0, 0, 16 + 8 * argument)]
        steps += [op(any_bit, 0, 1, _WRITING), op(leave, 0, 0, deny), op(leave, 0, 0, allow)]
    steps += [op(equal, 0, 3, machine["tgkill"]), op(load, 0, 0, 16)]  # abort() signals itself through tgkill
    steps += [op(equal, 1, 0, pid), op(leave, 0, 0, deny), op(leave, 0, 0, allow)]
    return b"".join(steps)


def breaches() -> list[str]:
    """Try from inside what a taken-over worker would try; return what worked. Call it behind the walls."""
    attempts: dict[str, Callable[[], object]] = {
        "network": _connect,
        "program": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "fork": _fork,
        "write": lambda: os.open("breach", os.O_WRONLY | os.O_CREAT, 0o600),
        "signal": lambda: os.kill(os.getppid(), 0),
        "read": lambda: os.open("/etc/passwd", os.O_RDONLY),
    }
    return [name for name, attempt in attempts.items() if _works(attempt)]


def _works(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return False
    return True


def _connect() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # TEST-NET-1 (RFC 5737); connecting a datagram socket sends nothing


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)
