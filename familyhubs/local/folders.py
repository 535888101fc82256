"""Where things are kept on this machine."""

import os
from pathlib import Path

from familyhubs.local.problems import Problem, full_disk, is_full_disk, require_room

CHECKOUT = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """The folder for the local servers' data: FAMILYHUBS_DATA, else `.local` in the checkout."""
    return Path(os.environ.get("FAMILYHUBS_DATA") or CHECKOUT / ".local").absolute()


def made(folder: Path) -> Path:
    """The same folder, made readable to this user alone. Raises Problem if it cannot be."""
    require_room(folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        if is_full_disk(error):
            raise full_disk(folder) from error
        raise Problem(f"The folder {folder} cannot be made: {error.strerror}.") from error
    return folder
