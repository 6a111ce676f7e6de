"""Finds the browser that the tests drive, or installs one.

    python -m tools.browser             prints the path of the browser found
    python -m tools.browser --install   installs one if there is none

Ends with exit code 1 and what to do when there is none: browser tests are never skipped.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_PLACES = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
HELP = """No browser was found and none could be installed. Do one of these:
  - install Chromium, Google Chrome or Microsoft Edge (Debian: apt-get install chromium)
  - let Playwright fetch its own: python -m playwright install chromium
  - name one that is already there: S3METRICS_BROWSER=/path/to/browser"""


class NoBrowser(Exception):
    """There is no browser to test with; the message says what to do."""


def find() -> Path | None:
    """The browser named by S3METRICS_BROWSER, else the machine's own, else Playwright's.

    Raises NoBrowser when S3METRICS_BROWSER names something that does not run: whoever sets it
    wants that browser and no other.
    """
    named = os.environ.get("S3METRICS_BROWSER")
    if named:
        if not _runs(Path(named)):
            raise NoBrowser(f"S3METRICS_BROWSER names {named}, which does not run.")
        return Path(named)
    return next((path for path in _candidates() if _runs(path)), None)


def find_or_install() -> Path:
    """As `find`, but installs a browser when there is none; NoBrowser when that fails too."""
    found = find()
    for install in (_install_with_apt, _install_with_playwright):
        if found:
            return found
        install()
        found = find()
    if not found:
        raise NoBrowser(HELP)
    return found


def _candidates() -> Iterator[Path]:
    for command in COMMANDS:
        if path := shutil.which(command):
            yield Path(path)
    yield from map(Path, PLACES)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if folder := os.environ.get(variable):
            yield from (Path(folder, place) for place in WINDOWS_PLACES)
    with sync_playwright() as playwright:
        yield Path(playwright.chromium.executable_path)


def _runs(path: Path) -> bool:
    """Whether it starts: Ubuntu's `chromium-browser` is a script that only asks for a snap."""
    if not path.is_file():
        return False
    if sys.platform == "win32":  # there, --version opens a window instead of answering
        return True
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _install_with_apt() -> None:
    """Debian's chromium, where packages can be installed without asking anybody."""
    if not shutil.which("apt-get"):
        return
    prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if prefix and not shutil.which("sudo"):
        return
    environment = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    _try([*environment, "apt-get", "update", "-qq"])
    # Without its recommendations it has no font at all.
    packages = ["chromium", "fonts-liberation"]
    _try([*environment, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages])


def _install_with_playwright() -> None:
    _try([sys.executable, "-m", "playwright", "install", "chromium"])


def _try(command: list[str]) -> None:
    """Runs it with its output on stderr; whether it helped, `find` tells."""
    print("$", *command, file=sys.stderr, flush=True)
    subprocess.run(command, check=False, stdout=sys.stderr)


def main() -> int:
    """Prints the path of the browser; 1 when there is none."""
    parser = argparse.ArgumentParser(prog="python -m tools.browser", description=__doc__)
    parser.add_argument("--install", action="store_true", help="install one if there is none")
    arguments = parser.parse_args()
    try:
        found = find_or_install() if arguments.install else find()
    except NoBrowser as reason:
        print(reason, file=sys.stderr)
        return 1
    print(found or HELP, file=sys.stdout if found else sys.stderr)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
