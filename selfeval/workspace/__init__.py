"""The use cases, and the one switchboard between the core and the rooms that know workbooks, disk and packs.

`live` is work in progress with its journal; `headless` does one thing with files and leaves; `files` brings actuals in
from other files. Heavy libraries are imported inside functions, so that opening work that is already in its journal
needs none of them.
"""
