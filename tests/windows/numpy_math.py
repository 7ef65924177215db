"""Complex numbers for numpy under a Wine whose C library has none: the one library that asks for them gets others.

Wine 8 has stubs in their place, which end the program. Windows itself has them; nothing of this is in any kit.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

COMPILER = "x86_64-w64-mingw32-gcc"
_LISTER = "x86_64-w64-mingw32-objdump"
_THEIRS, _OURS = b"api-ms-win-crt-math-l1-1-0.dll", b"numpy-math-for-old-wine--0.dll"
"""Names of one length: the second stands in the library where the first stood."""
_OF_COMPLEX = {
    *("abs", "acos", "acosh", "arg", "asin", "asinh", "atan", "atanh", "cos", "cosh"),
    *("exp", "imag", "log", "pow", "real", "sin", "sinh", "sqrt", "tan", "tanh"),
}
_GIVES_REAL = {"abs", "arg", "imag", "real"}
_HEAD = """
#include <complex.h>
typedef struct {float v[2];} fc;
typedef struct {double v[2];} dc;
/* As the C compiler of Windows hands complex numbers over; its long double is a double. */
"""


def supply(kit: Path, system: Path, scratch: Path) -> None:
    """Make the kit's numpy ask for our functions, and put these into `system`, the folder of Wine's own libraries."""
    (library,) = (kit / "lib" / "numpy" / "_core").glob("_multiarray_umath.*.pyd")
    data = library.read_bytes()
    assert data.count(_THEIRS) == 1
    names = sorted(_asked(library))
    source, exports = scratch / "numpy_math.c", scratch / "numpy_math.def"
    own = {name: kind for name in names if (kind := _complex(name))}
    source.write_text(_HEAD + "".join(_function(name, *kind) for name, kind in own.items()), encoding="ascii")
    lines = [f"{name} = {f'own_{name}' if name in own else f'ucrtbase.{name}'}\n" for name in names]
    exports.write_text("EXPORTS\n" + "".join(lines), encoding="ascii")
    made = system / _OURS.decode()
    subprocess.run([COMPILER, "-shared", "-static", "-s", "-O1", "-o", made, source, exports], check=True)
    library.write_bytes(data.replace(_THEIRS, _OURS))


def _asked(library: Path) -> set[str]:
    """What the library wants of that part of the C library."""
    said = subprocess.run([_LISTER, "-p", library], capture_output=True, encoding="utf-8", check=True).stdout
    _, _, rest = said.partition(f"DLL Name: {_THEIRS.decode()}")
    words = [line.split() for line in rest.partition("\n\n")[0].splitlines()]
    return {found[-1] for found in words if len(found) >= 3 and found[-1].isidentifier()} - {"Name", "Ordinal"}


def _complex(name: str) -> tuple[str, str] | None:
    """The function without its marks, and the mark of its kind of number; None for one of real numbers."""
    for mark in ("", "f", "l"):
        bare = name.removesuffix(mark) if mark else name
        if name.endswith(mark) and bare[:1] == "c" and bare[1:] in _OF_COMPLEX and bare not in {"cos", "cosh"}:
            return bare, mark
    return None


def _function(name: str, bare: str, mark: str) -> str:
    number, kind, called = ("float", "fc", f"{bare}f") if mark == "f" else ("double", "dc", bare)
    taken = ("z", "y") if bare == "cpow" else ("z",)
    arguments = ", ".join(f"{kind} {one}" for one in taken)
    parts = "".join(
        f"{number} _Complex {one}_; __real__ {one}_ = {one}.v[0]; __imag__ {one}_ = {one}.v[1]; " for one in taken
    )
    call = f"{called}({', '.join(f'{one}_' for one in taken)})"
    if bare[1:] in _GIVES_REAL:
        return f"{number} own_{name}({arguments}) {{ {parts}return {call}; }}\n"
    given = f"{number} _Complex w = {call}; {kind} out = {{{{__real__ w, __imag__ w}}}}; return out;"
    return f"{kind} own_{name}({arguments}) {{ {parts}{given} }}\n"
