"""Office files are zips full of the moment they were written in: here they get a fixed one."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from io import BytesIO

_EMBEDDED = (".xlsx",)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def stable(content: bytes, moment: datetime) -> bytes:
    """The same file with `moment` as every time in it, in the files inside it too."""
    source, target = zipfile.ZipFile(BytesIO(content)), BytesIO()
    with source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename.endswith(_EMBEDDED):
                part = stable(part, moment)
            elif entry.filename == "docProps/core.xml":
                stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
                part = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<2>", part)
            fixed = zipfile.ZipInfo(entry.filename, moment.timetuple()[:6])
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, entry.external_attr
            written.writestr(fixed, part)
    return target.getvalue()
