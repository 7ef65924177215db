#!/bin/sh
# The program in this terminal; without words, the home screen.
here=$(dirname "$(readlink -f "$0")")
exec "$here/python/bin/python3.13" -I -m selfeval "$@"
