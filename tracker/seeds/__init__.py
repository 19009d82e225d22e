"""A whole office as a folder of CSV files: loaded into an empty database, and written out of one.

Only the command line imports this.
"""

from __future__ import annotations

from tracker.seeds.check import check_seeds
from tracker.seeds.files import read_folder, write_folder
from tracker.seeds.load import load_seeds
from tracker.seeds.problems import BrokenSeeds, NoSeedFolder, Problem
from tracker.seeds.write import seeds_of

__all__ = [
    "BrokenSeeds",
    "NoSeedFolder",
    "Problem",
    "check_seeds",
    "load_seeds",
    "read_folder",
    "seeds_of",
    "write_folder",
]
