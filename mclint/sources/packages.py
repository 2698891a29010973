r"""Macros of packages that write derivatives, vectors and brackets: those of a document that loads the package."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from mclint.patterns import regex
from mclint.sources.commands import names
from mclint.sources.macros import EMPTY, Macro, Macros

LOADED = regex(
    r"\\(?:usepackage|RequirePackage|require)[ \t]*(?:\[[^\]]*\])?[ \t]*\{([^{}]*)\}|\[tex\]/(physics)|\"(physics)\""
)
QUOTED = names("if then else otherwise unless given using assume since let for all even odd integer and or as in")
ORDERED = r"\frac{SIGN\IfValueT{#2}{^{#2}}\IfValueT{#4}{#3}}{SIGN \IfValueTF{#4}{#4}{#3}\IfValueT{#2}{^{#2}}}"


def macro(name: str, pattern: str, body: str) -> Macro:
    """A macro whose pattern has spaces between its entries."""
    entries = tuple(pattern.split())
    return Macro(name, len(entries), None, body, pattern=entries)


PHYSICS = (
    *(macro(name, "s", "") for name in ("qty", "quantity")),
    *(macro(name, "s m", r"\mathbf{#2}") for name in ("vb", "vectorbold", "va", "vectorarrow")),
    *(macro(name, "s m", r"\hat{\mathbf{#2}}") for name in ("vu", "vectorunit")),
    *(Macro(name, 0, None, r"\cdot") for name in ("vdot", "dotproduct")),
    *(Macro(name, 0, None, r"\times") for name in ("cross", "crossproduct", "cp")),
    *(Macro(name, 0, None, r"\nabla\cdot") for name in ("div", "divergence")),
    Macro("curl", 0, None, r"\nabla\times"),
    Macro("laplacian", 0, None, r"\nabla^2"),
    Macro("gradient", 0, None, r"\nabla"),
    *(Macro(name, 0, None, r"\tr") for name in ("trace", "Trace")),
    *(macro(name, "o g", r"\mathrm{d}\IfValueT{#1}{^{#1}}#2") for name in ("dd", "differential")),
    *(macro(name, "g", r"\IfValueT{#1}{\left.#1\right|}") for name in ("eval", "evaluated")),
    macro("order", "m", r"\mathcal{O}\left(#1\right)"),
    *(macro(name, "s m m", r"\left(#2 #3-#3 #2\right)") for name in ("comm", "commutator")),
    *(macro(name, "s m m", r"\left(#2 #3+#3 #2\right)") for name in ("acomm", "anticommutator")),
    *(
        macro(
            name,
            "d:() d:[] g",
            r"\IfValueT{#1}{\begin{pmatrix}#1\end{pmatrix}}\IfValueT{#2}{\begin{bmatrix}#2\end{bmatrix}}"
            r"\IfValueT{#3}{\begin{matrix}#3\end{matrix}}",
        )
        for name in ("mqty", "matrixquantity")
    ),
    *(macro(f"{kind}mqty", "m", rf"\begin{{{kind}matrix}}#1\end{{{kind}matrix}}") for kind in "pbv"),
    *(macro(name, "m g", r"\langle #1,\IfValueTF{#2}{#2}{#1}\rangle") for name in ("ip", "innerproduct")),
    macro("qq", "s m", r"\quad\text{#2}\quad"),
    Macro("qc", 0, None, r",\quad"),
    *(Macro(f"q{word}", 0, None, rf"\quad\text{{{word}}}\quad") for word in sorted(QUOTED)),
)
PARTIAL, TOTAL = ORDERED.replace("SIGN", r"\partial"), ORDERED.replace("SIGN", r"\mathrm{d}")
COMMATH = (
    macro("pd", "s o m m", PARTIAL),
    macro("od", "s o m m", TOTAL),
    Macro("dif", 0, None, r"\mathrm{d}"),
    macro("del", "s m", r"\left(#2\right)"),
    macro("sbr", "s m", r"\left[#2\right]"),
)
DIFFERENTIALS = (
    macro("diff", "s o m g", TOTAL),
    macro("diffp", "s o m g", PARTIAL),
    Macro("dl", 0, None, r"\mathrm{d}"),
)
TABLES = {"physics": PHYSICS, "commath": COMMATH, "diffcoeff": DIFFERENTIALS, "esdiff": DIFFERENTIALS}


def packages(text: str) -> frozenset[str]:
    """The names of the packages that a text loads."""
    found = (match[1] or match[2] or match[3] for match in LOADED.finditer(text))
    return frozenset(name.strip() for names in found for name in names.split(","))


def package_macros(text: str) -> Macros:
    """The macros of the packages that a text loads."""
    loaded = packages(text).intersection(TABLES) if "\\" in text else frozenset[str]()
    return tables(loaded) if loaded else EMPTY


@lru_cache(maxsize=16)
def tables(loaded: frozenset[str]) -> Macros:
    """The macros of some packages."""
    return Macros(MappingProxyType({each.name: each for name in sorted(loaded) for each in TABLES[name]}))
