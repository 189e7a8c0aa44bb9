"""Where the sample review and the templates lie: in the package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGED = Path(__file__).parent / "_shipped"
_HOME = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[2]

EXAMPLE = _HOME / "configs" / "social-support"
TEMPLATE = _HOME / "configs" / "template"
EXAMPLE_EXPORTS = _HOME / "data" / "social-support"
