"""Run a command as on a system that refuses user namespaces, Landlock and seccomp: dhr_weaker_system.py COMMAND...

The refusals are made by a seccomp filter, which children inherit. Exit code 77: this system refuses it already.
"""

import ctypes
import os
import struct
import sys

NO_NEW_PRIVS, SET_SECCOMP = 38, 22
ERRNO, ALLOW = 0x0005_0000, 0x7FFF_0000
EPERM, ENOSYS = 1, 38
UNSHARE, PRCTL, SECCOMP, PIDFD_OPEN, LANDLOCK = 272, 157, 317, 434, 444
"""Numbers of system calls on x86-64."""


def op(code, yes, no, value):
    return struct.pack("<HBBI", code, yes, no, value)


def refuse(number, error):
    return op(0x15, 0, 1, number) + op(0x06, 0, 0, ERRNO | error)


def program(*more):
    steps = op(0x20, 0, 0, 0)  # the call's number
    steps += refuse(UNSHARE, EPERM) + refuse(SECCOMP, ENOSYS) + refuse(LANDLOCK, ENOSYS)
    steps += b"".join(refuse(number, ENOSYS) for number in more)
    steps += (
        op(0x15, 0, 3, PRCTL)
        + op(0x20, 0, 0, 16)
        + op(0x15, 0, 1, SET_SECCOMP)
        + op(0x06, 0, 0, ERRNO | EPERM)
    )
    return steps + op(0x06, 0, 0, ALLOW)


def main():
    if os.uname().machine != "x86_64":
        sys.exit(77)
    old_kernel = os.environ.get("WEAKER") == "old kernel"
    code = ctypes.create_string_buffer(program(*([PIDFD_OPEN] if old_kernel else [])))
    header = ctypes.create_string_buffer(struct.pack("<H6xQ", (len(code) - 1) // 8, ctypes.addressof(code)))
    libc = ctypes.CDLL(None)
    if libc.prctl(NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        SET_SECCOMP, 2, ctypes.c_void_p(ctypes.addressof(header)), 0, 0
    ):
        sys.exit(77)
    os.execv(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
