from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.editions.world import sealed_book
from tests.soundness.drawing import Book


@pytest.fixture(scope="session")
def sealed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sealed once, since sealing counts every figure there is."""
    folder = tmp_path_factory.mktemp("sealed")
    sealed_book(folder)
    return folder


@pytest.fixture
def book(sealed_folder: Path, tmp_path: Path) -> Book:
    """A delivery, sealed as 2025-H1 of P2."""
    shutil.copytree(sealed_folder, tmp_path / "book")
    return Book(tmp_path / "book")
