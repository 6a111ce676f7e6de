"""`s3metrics pack`: the file, and what is told when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import FILES, SENDER, Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("S3METRICS_TODAY", "2025-12-31")
        filled = Desk(tmp_path_factory.mktemp("filled") / "s3.duckdb")
        assert filled("import", *FILES, "--sender", SENDER).code == 0
    return filled


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3METRICS_TODAY", "2025-12-31")


@pytest.mark.parametrize(("name", "begins"), [("underlag.pdf", b"%PDF-"), ("Underlag.PPTX", b"PK")])
def test_the_name_says_the_format(desk: Desk, tmp_path: Path, name: str, begins: bytes) -> None:
    done = desk("pack", "-o", tmp_path / name)
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith(f"Underlaget är skrivet till {tmp_path / name}.\n")
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_same_call_writes_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        language = "en" if name == "c.pdf" else "sv"
        assert desk("pack", "--lang", language, "-o", tmp_path / name).code == 0
    first, second, english = ((tmp_path / f"{name}.pdf").read_bytes() for name in "abc")
    assert first == second != english


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("-o", "x.doc"), "-o är ”x.doc”. Filen ska heta något som slutar på .pdf eller .pptx."),
        (("-o", "x.pdf", "--format", "pptx"), "-o är ”x.pdf”, men --format är pptx."),
        (("-o", "x.pdf", "--format", "docx"), "--format är ”docx”."),
        (("-o", "x.pdf", "--lang", "fi"), "--lang är ”fi”."),
        (("-o", "x.pdf", "--edition", "2024-H9"), "Utgåvan ”2024-H9” finns inte."),
        (("-o", "x.pdf", "--since", "7"), "Leverans 7 finns inte."),
        ((), "Flaggan -o saknas"),
    ],
)
def test_wrong_calls_are_told_and_write_nothing(
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = desk("pack", *given)
    assert done.code == 2
    assert done.err.startswith(f"Fel: {sentence}")
    assert list(tmp_path.iterdir()) == []


def test_without_deliveries_it_says_how_to_begin(tmp_path: Path) -> None:
    done = Desk(tmp_path / "s3.duckdb")("pack", "-o", tmp_path / "underlag.pdf")
    assert done.code == 2
    assert "Det finns ingen databas i" in done.err
    assert not (tmp_path / "underlag.pdf").exists()
