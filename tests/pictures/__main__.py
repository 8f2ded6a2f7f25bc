"""`make pictures`: every photograph anew, once all of them could be taken.

`python -m tests.pictures NAME…` takes some of them alone, and leaves the others as they are.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import environment
from tests.pictures.studio import open_studio

README = environment.ROOT / "docs" / "pictures"
GUIDE = environment.ROOT / "static" / "guide"
FOLDERS = (README, GUIDE)


def main(names: list[str]) -> None:
    with TemporaryDirectory() as made:
        for folder in FOLDERS:
            (Path(made) / folder.name).mkdir()
        with open_studio() as studio:
            from tests.pictures.album import ALBUM  # once Django is set up

            for one in ALBUM:
                if not names or one.name in names:
                    folder = GUIDE if one.of_guide else README
                    studio.develop(one.take(studio), Path(made) / folder.name / one.file)
        for folder in FOLDERS:
            if not names:
                shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(Path(made) / folder.name, folder, dirs_exist_ok=True)
    for folder in FOLDERS:
        sizes = [file.stat().st_size for file in folder.iterdir()]
        where = folder.relative_to(environment.ROOT)
        sys.stdout.write(f"{where}\u202f: {len(sizes)} images, {sum(sizes) // 1000} ko\n")


if __name__ == "__main__":
    main(sys.argv[1:])
