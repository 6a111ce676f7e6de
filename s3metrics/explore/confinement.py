"""What the operating system holds a worker to, beside what DuckDB promises.

Linux holds everything below. macOS does not enforce the limit on address space, Windows has none of
these limits: there the watch over resident memory and the wall clock of whoever asked remain, with
DuckDB's own fence. See docs/sandbox.md.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress

MEMORY_EXIT = 113
"""The exit code of a worker that ended itself because it used too much memory."""
CPU_SECONDS = 900
"""A worker's whole life; it is replaced well before."""

_SLACK_MIB = 192
"""Stacks, the allocator's reserves and the copy of the answer that is sent."""
_WATCH_SECONDS = 0.02
_MIB = 1024 * 1024
_OPEN_FILES = 64

if sys.platform != "win32":
    import resource


def start_modestly() -> None:
    """While modules are imported: after the readers' pages, yet before those who compute. To be
    called before the imports, as the libraries' threads take it over."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.nice(10)


def yield_to_all() -> None:
    """The lowest priority there is, and the first to be killed when the machine runs out of
    memory. Threads started later have it too. On Windows the process is started so."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.nice(19)
    if sys.platform == "linux":
        # Linux keeps it by thread.
        for thread in os.listdir("/proc/self/task"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, int(thread), 19)
                os.sched_setscheduler(int(thread), os.SCHED_IDLE, os.sched_param(0))
        with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
            file.write("1000")


def confine(memory_mib: int) -> None:
    """After the last file is opened and the last thread started: no new file or connection, no
    new process, nothing written, and `memory_mib` more address space than now."""
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    if sys.platform == "linux":
        most = _address_space() + (memory_mib + _SLACK_MIB) * _MIB
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    # Whatever is left is taken, so that nothing more can be opened: neither file nor socket.
    with suppress(OSError):
        while True:
            os.open(os.devnull, os.O_RDONLY)


def allow_processor(seconds: float) -> None:
    """So much processor time from now, of what is left of the worker's life."""
    if sys.platform != "win32":
        most = min(CPU_SECONDS, int(time.process_time() + seconds) + 1)
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def watch_memory(memory_mib: int) -> None:
    """Ends the process when its resident memory has grown by more than `memory_mib`: what holds
    where the address space has no limit. The peak counts, so that nothing slips between looks."""
    most = peak_memory() + (memory_mib + _SLACK_MIB) * _MIB

    def look() -> None:
        while peak_memory() <= most:
            time.sleep(_WATCH_SECONDS)
        os._exit(MEMORY_EXIT)

    threading.Thread(target=look, daemon=True).start()


def peak_memory() -> int:
    """The most resident memory that this process has had, in bytes."""
    if sys.platform == "win32":
        return _peak_on_windows()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


if sys.platform == "win32":

    def _peak_on_windows() -> int:
        import ctypes
        from ctypes import wintypes

        class Counters(ctypes.Structure):
            _fields_ = [
                ("cb", wintypes.DWORD),
                ("PageFaultCount", wintypes.DWORD),
                ("PeakWorkingSetSize", ctypes.c_size_t),
                ("WorkingSetSize", ctypes.c_size_t),
                ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
                ("QuotaPagedPoolUsage", ctypes.c_size_t),
                ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
                ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
                ("PagefileUsage", ctypes.c_size_t),
                ("PeakPagefileUsage", ctypes.c_size_t),
            ]

        counters = Counters(cb=ctypes.sizeof(Counters))
        kernel = ctypes.windll.kernel32
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.K32GetProcessMemoryInfo.argtypes = [
            wintypes.HANDLE,
            ctypes.POINTER(Counters),
            wintypes.DWORD,
        ]
        kernel.K32GetProcessMemoryInfo(
            kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb
        )
        return int(counters.PeakPagefileUsage)
