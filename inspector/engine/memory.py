"""How much memory is free."""

import ctypes
import os
import sys

if sys.platform != "win32":
    import resource


def free_memory() -> int:
    """Bytes that this process can still allocate, as far as the system tells."""
    known = [limit for limit in (_of_the_system(), _of_this_process()) if limit is not None]
    return max(0, min(known, default=1 << 62))


def limit_memory(share: float = 0.9) -> None:
    """Let an allocation beyond this share of the free memory fail, instead of the machine."""
    free = _of_the_system()
    if sys.platform == "linux" and free is not None:
        limit = int(free * share) + _used_by_this_process()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _of_the_system() -> int | None:
    if sys.platform == "win32":
        return _of_windows()
    return _of_linux() or _of_posix()


def _of_linux() -> int | None:
    try:
        with open("/proc/meminfo", encoding="ascii") as lines:
            for line in lines:
                if line.startswith("MemAvailable:"):
                    return int(line.split()[1]) * 1024
    except OSError:  # not Linux
        pass
    return None


def _of_posix() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return None


def _of_windows() -> int | None:
    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            ("total", ctypes.c_ulonglong),
            ("available", ctypes.c_ulonglong),
            ("rest", ctypes.c_ulonglong * 5),
        )

    status = Status(length=ctypes.sizeof(Status))
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    return int(status.available) if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else None


def _of_this_process() -> int | None:
    if sys.platform != "linux":
        return None
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if limit == resource.RLIM_INFINITY else limit - _used_by_this_process()


def _used_by_this_process() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as numbers:
            return int(numbers.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
