"""`backup` and `restore`: the whole database in one file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from s3metrics.cli.base import Command, opened
from s3metrics.cli.out import tell, tell_sample, write
from s3metrics.ledger.backup import Backup

DONE = 0


@click.command(
    cls=Command,
    help="Skriv en säkerhetskopia: databasen och allt som sparas bredvid den, i en fil som bara "
    "ägaren kan läsa. Kopian läses tillbaka och prövas innan den får sitt namn. I den ligger också "
    "hemligheten, som öppnar valvet med enskilda firmors nummer: förvara filen därefter.",
    short_help="Skriv en säkerhetskopia av allt, prövad.",
)
@click.argument("target", metavar="FIL", type=click.Path(path_type=Path), help="En ny fil.")
@click.option(
    "--without-secret",
    is_flag=True,
    help="Utan hemligheten (filen .secret), som då förvaras för sig och läggs tillbaka först.",
)
def backup(target: Path, without_secret: bool) -> int:
    """The file's parts with their SHA-256 to stdout; the rest to stderr."""
    platform = opened()
    made = platform.back_up(target, with_secret=not without_secret)
    _write_parts(made)
    tell_sample(platform)
    tell(f"Säkerhetskopian {target} är skriven och prövad: version {made.data_version}.")
    return DONE


@click.command(
    cls=Command,
    help="Lägg tillbaka en säkerhetskopia där ingen databas finns. Allt prövas först: varje del "
    "mot sin SHA-256, och raderna mot vad leveranserna säger. Ingenting skrivs över.",
    short_help="Lägg tillbaka en säkerhetskopia.",
)
@click.argument(
    "source", metavar="FIL", type=click.Path(path_type=Path), help="En fil från s3metrics backup."
)
def restore(source: Path) -> int:
    """The file's parts with their SHA-256 to stdout; the rest to stderr."""
    platform = opened()
    made = platform.restore(source)
    _write_parts(made)
    tell_sample(platform)
    tell(
        f"Databasen {platform.places.database} är tillbaka i version {made.data_version}, kopierad "
        f"{made.made_at}. Kontrollera utgåvorna: s3metrics verify UTGÅVA"
    )
    return DONE


def _write_parts(made: Backup) -> None:
    for name, sha256 in made.sha256.items():
        write(f"{sha256}  {name}")
