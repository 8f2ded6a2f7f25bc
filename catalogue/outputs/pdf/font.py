"""The paper's one font family, from a package: none is committed, none of the machine's is used."""

from importlib.metadata import version
from typing import Final

import fontpkg_source_sans_3 as package

FONT_FOLDER: Final = package.ROOT / "files"
FONT_FILES: Final = tuple(sorted(FONT_FOLDER.glob("*.ttf")))
FONT_VERSION: Final = version("fontpkg-source-sans-3")
