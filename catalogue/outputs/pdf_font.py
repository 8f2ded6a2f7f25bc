"""The paper's one font family, from a package: none is committed, none of the machine's is used."""

from importlib.metadata import version
from typing import Final

import fontpkg_source_sans_3 as package
import typst

FONT_FILES: Final = tuple(sorted((package.ROOT / "files").glob("*.ttf")))
FONT_VERSION: Final = version("fontpkg-source-sans-3")

#: Read once and shared by every compilation; a `Compiler` could not be (it is not thread-safe).
FONTS: Final = typst.Fonts(
    include_system_fonts=False,
    include_embedded_fonts=False,
    font_paths=[str(package.ROOT / "files")],
)
