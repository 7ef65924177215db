"""Kits: a folder to copy onto a computer without internet, Python or rights to install, with everything in it.

`python -m tests.tools.kit windows|linux|wheelhouse|pins`; see `docs/kits.md`.
"""
