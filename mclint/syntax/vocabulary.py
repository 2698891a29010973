"""The words of mathematical LaTeX: relation signs, separators, fonts, and what is no mathematics."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


RELATIONS = {
    "=": "=", "\\equiv": "=", "\\doteq": "=", "==": "=",
    ":=": ":=", "\\coloneqq": ":=", "\\triangleq": ":=", "\\coloneq": ":=", "\\defeq": ":=", "\\eqdef": ":=",
    "\\colonequals": ":=", "\\eqqcolon": ":=", "\\eqcolon": ":=", "\\equalscolon": ":=", "=:": ":=",
    "\\vcentcolon=": ":=",
    "\\approx": "≈", "\\simeq": "≈", "\\cong": "≈", "\\asymp": "≈", "\\approxeq": "≈", "?=": "≈",
    "\\propto": "∝", "\\varpropto": "∝", "\\sim": "~",
    "\\le": "≤", "\\leq": "≤", "\\leqslant": "≤", "\\lesssim": "≤", "<=": "≤",
    "<": "<", "\\lt": "<", "\\ll": "<", ">": ">", "\\gt": ">", "\\gg": ">",
    "\\ge": "≥", "\\geq": "≥", "\\geqslant": "≥", "\\gtrsim": "≥", ">=": "≥",
    "\\neq": "≠", "\\ne": "≠", "!=": "≠", "\\not=": "≠",
    "\\in": "∈", "\\ni": "∋", "\\notin": "∉", "\\not\\in": "∉",
    "\\subset": "⊂", "\\subseteq": "⊂", "\\supset": "⊃", "\\supseteq": "⊃",
    "\\succ": "≻", "\\succeq": "⪰", "\\succcurlyeq": "⪰", "\\prec": "≺", "\\preceq": "⪯", "\\preccurlyeq": "⪯",
    "\\to": "→", "\\rightarrow": "→", "\\longrightarrow": "→", "\\xrightarrow": "→", "\\rightharpoonup": "→",
    "\\mapsto": "↦", "\\longmapsto": "↦", "\\leftarrow": "←", "\\gets": "←", "\\longleftarrow": "←",
    "+=": "←", "-=": "←", "*=": "←", "\\leftrightarrow": "↔", "\\perp": "⊥", "\\parallel": "∥",
    ":": ":", "\\colon": ":",
}  # fmt: skip
ARROWS = frozenset(
    listed(
        "\\implies \\Rightarrow \\Longrightarrow \\iff \\Leftrightarrow \\Longleftrightarrow \\therefore "
        "\\because \\Leftarrow \\Longleftarrow \\impliedby \\land \\lor \\forall \\exists \\leadsto "
        "\\rightsquigarrow"
    )
)
SEPARATORS = frozenset(
    (",", ";", "\\\\", "\\quad", "\\qquad", ".", "?", "!", "\\ldotp", "\\par", "\\enspace", "\\enskip")
)
ROW_BREAKS = frozenset(("\\\\", "&"))
DOTS = frozenset(listed("\\dots \\ldots \\cdots \\vdots \\ddots \\dotsc \\dotsb \\dotsm \\dotsi \\hdots ..."))
BOLD = listed("\\mathbf \\boldsymbol \\bm \\pmb \\bold \\mathbfit \\symbf \\boldmath \\Bold \\mathbold")
FONTS = {
    **dict.fromkeys(BOLD, "bold"),
    **dict.fromkeys(listed("\\mathcal \\mathscr \\EuScript"), "cal"),
    **dict.fromkeys(listed("\\mathbb \\Bbb \\mathds \\mathbbm"), "bb"),
    **dict.fromkeys(listed("\\mathrm \\mathsf \\mathtt \\mathup \\operatorname"), "roman"),
    **dict.fromkeys(listed("\\mathfrak \\mathit \\mathnormal"), ""),
}  # fmt: skip
SWITCHES = {"\\bf": "bold", "\\cal": "cal", "\\rm": "roman", "\\it": "", "\\sf": "roman", "\\tt": "roman"}
MARKS = {
    "\\hat": "hat", "\\widehat": "hat", "\\tilde": "tilde", "\\widetilde": "tilde", "\\bar": "bar", "\\overline": "bar",
    "\\underline": "underline", "\\mathring": "ring", "\\check": "check", "\\breve": "breve", "\\acute": "acute",
    "\\grave": "grave", "\\widecheck": "check", "\\overrightarrow": "right", "\\overleftarrow": "left",
}  # fmt: skip
TRANSPOSES = frozenset(listed("T \\top \\intercal \\T \\tp \\trans \\tran \\transpose \\Transpose \\transp"))
DECORATIONS = frozenset(listed(
        "\\displaystyle \\textstyle \\scriptstyle \\scriptscriptstyle \\limits \\nolimits \\nonumber \\notag "
        "\\mathstrut \\strut \\hline \\allowbreak \\nobreak \\hfil \\noindent \\centering \\small "
        "\\footnotesize \\normalsize \\large \\tiny \\scriptsize \\protect \\relax \\xspace \\displaylimits "
        "\\break \\mathop \\mathbin \\mathrel \\mathord \\mathopen \\mathclose \\mathpunct \\mathinner "
        "\\ensuremath \\smash \\boxed \\fbox \\cancel \\bcancel \\xcancel \\mathstrut \\null \\unboldmath "
        "\\normalfont \\/ \\- \\thinspace \\medspace \\thickspace \\negthinspace — \\toprule \\midrule "
        "\\bottomrule \\lefteqn \\mathclap \\mathrlap \\mathllap \\clap \\Large \\LARGE \\huge \\Huge "
        "\\qed \\qedhere \\qedsymbol \\MoveEqLeft \\allowdisplaybreaks \\displaybreak \\vcenter \\long \\global "
        "\\space \\checkmark \\IEEEyesnumber \\IEEEnonumber \\IEEEyessubnumber $"
    ))  # fmt: skip
DISCARDED = {
    **dict.fromkeys(listed(
        "\\tag \\label \\hspace \\vspace \\phantom \\hphantom \\vphantom \\ref \\eqref \\cite \\cline \\footnote "
        "\\citep \\citet \\Cref \\cref \\mspace \\url \\index \\leftroot \\uproot \\stepcounter \\refstepcounter "
        "\\pagebreak"
    ), 1),
    "\\rule": 2,
}  # fmt: skip
ALIGNED = frozenset(
    f"\\{side}{{{name}{star}}}"
    for side in ("begin", "end")
    for name in listed(
        "align aligned split gather gathered equation eqnarray multline multlined alignat xalignat xxalignat alignedat "
        "flalign empheq displaymath math alignedleft subequations dmath IEEEeqnarray"
    )
    for star in ("", "*")
)
WITH_COUNT = frozenset(
    f"\\begin{{{name}{star}}}"
    for name in listed("alignat xalignat xxalignat alignedat IEEEeqnarray empheq")
    for star in ("", "*")
)
SIZES = frozenset(f"\\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))
DELIMITERS = {
    "\\lbrace": "\\{", "\\rbrace": "\\}", "\\lbrack": "[", "\\rbrack": "]", "\\lparen": "(", "\\rparen": ")",
    "\\vert": "|", "\\mvert": "|", "\\Vert": "\\|", "\\lt": "\\langle", "<": "\\langle", ">": "\\rangle",
    "\\gt": "\\rangle", "\\Arrowvert": "\\|", "\\arrowvert": "|", "\\lgroup": "(", "\\rgroup": ")",
}  # fmt: skip
OPENERS = {
    "(": ")", "[": "]", "\\{": "\\}", "\\langle": "\\rangle", "\\lceil": "\\rceil", "\\lfloor": "\\rfloor",
    "\\lvert": "\\rvert", "\\lVert": "\\rVert",
}  # fmt: skip
CLOSERS = {closer: opener for opener, closer in OPENERS.items()}
CONNECTIVES = frozenset(listed(
        "and or if for where when with such that otherwise so then else since as s.t. st subject to is are on in "
        "by of the we let où donc avec soit alors wobei und mit falls donde entonces con sea "
        "其中 因此 所以 从而 因为 由于 于是 那么 则 令 设 当 若 如果 即 且 和 以及 或 或者 使得 满足 同理 否则"
    ))  # fmt: skip
GREEK_CAPITALS = {"Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"}
