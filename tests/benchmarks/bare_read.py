"""The bare program that reads a workbook: openpyxl alone."""

from __future__ import annotations

import sys

import openpyxl

openpyxl.load_workbook(sys.argv[1])
