"""Zip archives (docx) without a clock: the same parts give the same bytes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_WHEN = (2000, 1, 1, 0, 0, 0)


def settled(archive: bytes) -> bytes:
    """The archive with its parts sorted by name and dated alike."""
    out = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            info = ZipInfo(name, _WHEN)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            new.writestr(info, old.read(name))
    return out.getvalue()
