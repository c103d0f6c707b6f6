"""Making the names in a folder durable."""

import errno
import os


def sync_folder(folder: str) -> None:
    """Make what was created, renamed or removed in a folder durable; raises OSError.

    Folders that may not be read, and file systems that know no such thing, are passed over.
    """
    if os.name != "posix":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
