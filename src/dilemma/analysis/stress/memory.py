"""Advice to the allocator to keep memory from one chunk to the next."""

from __future__ import annotations

from functools import cache

import numpy as np

_LARGEST_ARRAY = 2**25 - 2**16
"""Bytes just below the 32 MB up to which the allocator of Linux learns from what is freed."""


@cache
def keep_freed_memory() -> None:
    """Make the allocator of Linux keep memory that is freed, for the arrays of the next chunk.

    It gives the pages of every freed array above a threshold back to the system, and fetching them again
    costs as much as the arithmetic; but once a larger array has been freed it keeps twice that size. This
    array is never touched and so takes no memory. Other allocators are not affected. See `mallopt(3)`,
    M_MMAP_THRESHOLD.
    """
    np.empty(_LARGEST_ARRAY, np.uint8)
