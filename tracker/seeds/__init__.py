"""A whole office as a folder of CSV files: loaded into an empty database, and written out of one.

Only the command line imports this.
"""
