r"""What only sets type leaves no trace in the tree: environments, colours, boxes, spaces, notes, signs with labels."""

from __future__ import annotations

import pytest
from syntax_view import view

from mclint.sources.reader import read_source
from mclint.syntax.parser import parse, parse_text

SUM = "f = (ADD (PRODUCT A x) b)"
CHAIN = "f = (ADD (PRODUCT A x) b) = c"


def document(text: str, format: str) -> list[str]:
    """The formulas of a document."""
    found = read_source(text, format)
    parsed = [parse(segment, found.macros) for segment in found.segments if segment.is_math]
    return [view(formula.relation) for each in parsed for formula in each.formulas]


def read(latex: str) -> list[str]:
    """The formulas of a text."""
    return [view(formula.relation) for formula in parse_text(latex).formulas]


@pytest.mark.parametrize("format", ["latex", "markdown"])
@pytest.mark.parametrize("star", ["", "*"])
@pytest.mark.parametrize(
    "name", ["equation", "multline", "gather", "align", "flalign", "dmath", "alignat}{2", "xalignat}{2"]
)
def test_displays(name: str, star: str, format: str) -> None:
    begin = name.replace("}", star + "}") if "}" in name else name + star
    end = name.partition("}")[0] + star
    assert document(f"\\begin{{{begin}}}\nf = A x + b\n\\end{{{end}}}\n", format) == [SUM]


@pytest.mark.parametrize("outer", ["equation", "equation*", "gather", "displaymath"])
@pytest.mark.parametrize("inner", ["aligned}", "aligned}[t]", "split}", "alignedat}{2}", "gathered}"])
def test_nested_displays(outer: str, inner: str) -> None:
    rows = "f &= A x + b \\\\ &= c" if "gathered" not in inner else "f = A x + b \\\\ = c"
    name = inner.partition("}")[0]
    text = f"\\begin{{{outer}}}\\label{{eq:a}}\n\\begin{{{inner}\n{rows}\n\\end{{{name}}}\n\\end{{{outer}}}\n"
    assert document(text, "latex") == document(text, "markdown") == [CHAIN]


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{subequations}\begin{align} f &= A x + b \end{align}\end{subequations}",
        r"\begin{empheq}[box=\fbox]{align} f &= A x + b \end{empheq}",
        r"\begin{IEEEeqnarray}{rCl} f &=& A x + b \IEEEyesnumber \end{IEEEeqnarray}",
        r"\begin{eqnarray} f & = & A x \\ & & \mbox{} + b \end{eqnarray}",
        r"\begin{align} f &= A x \\ &\quad + b \end{align}",
        r"\begin{align} f &= A x \\ &\qquad {} + b \end{align}",
        r"\begin{align} f &= A x +{} \\ &\quad b \end{align}",
        r"\begin{align} f &= A x \\ &\phantom{=} + b \end{align}",
        r"\begin{multline} f = A x \\ \shoveright{+ b} \end{multline}",
        r"\begin{alignedat}{2} f &= A x &&+ b \end{alignedat}",
        r"\begin{split} f ={}& A x \\ {}& + b \end{split}",
        r"f = A x + \underbrace{b}_{m \times 1}",
        r"f = \overbrace{A x}^{\text{data}} + b",
        r"\boxed{f = A x + b}",
        r"f = \fbox{$A x$} + b",
        r"f = \mbox{$A$} x + b",
        r"f = \colorbox{red}{$A x$} + b",
        r"f = \bbox[5px, border: 1px solid]{A x + b}",
        r"f = \textcolor[rgb]{1,0,0}{A x} + b",
        r"f = A x \textcolor{red}{+ b}",
        r"f \color{red}{=} A x + b",
        r"f = \mathclap{A x} + b",
        r"f = \raisebox{1pt}{$A$} x + b",
        r"f = \underset{m \times n}{A} x + b",
        r"f = \overset{n}{A} x + b",
        r"f = \cancel{A} x + b",
        r"f = A \hskip 1mm x \kern-2pt + b",
        r"f = A x + b \hskip 1em plus 2pt",
        r"f = \require{cancel} A x + b",
        r"f = \Large A x + b",
        r"f = \bigl. A x + b \bigr.",
        r"f = A x + b \qquad (3)",
        r"f = A x + b \hfill (3)",
        r"f = A x + b \eqno{(3)}",
        r"f = A x + b \eqno(3)",
        r"f = A x + b \cdots (3)",
        r"f = A x + b \tag*{3} \label{a} \nonumber",
        r"f = A x + b \qedhere",
        r"f = A x + b \quad \square",
        r"f = A x + b \blacksquare",
        r"f = A x + b \quad \text{(ridge)}",
        r"f {}={} A x + b",
        r"f =^{(a)} A x + b",
        r"f \overset{(a)}{=} A x + b",
        r"f \stackrel{\text{chain rule}}{=} A x + b",
        r"f \xlongequal[b]{a} A x + b",
        r"f \buildrel (a) \over = A x + b",
        "f = A x % a note = 3\n + b",
        r"\bullet\; f = A x + b",
    ],
)
def test_typesetting_is_not_mathematics(latex: str) -> None:
    assert read(latex) == [SUM]


@pytest.mark.parametrize(
    "latex",
    [
        r"f = A x + b \\ = c",
        r"\begin{align} f &= A x + b &\text{(a)} \\ &= c &\text{(b)} \end{align}",
        r"\begin{align} f &= A x + b \\ & \text{by the chain rule} \\ &= c \end{align}",
        r"\begin{alignat}{2} f &= A x + b &\quad &\text{a} \\ &= c & &\text{b} \end{alignat}",
    ],
)
def test_notes_on_rows_do_not_end_a_chain(latex: str) -> None:
    assert read(latex) == [CHAIN]


def test_a_dot_before_a_space_ends_a_formula() -> None:
    assert read(r"f = y. \frac{a}{b} = c") == ["f = y", "(DIVIDE a b) = c"]
    assert len(read("f = y.z = c")) == 2


def test_a_note_with_a_relation_is_a_formula_of_its_own() -> None:
    latex = r"\begin{align} f &= A x + b && \text{since } x > 0 \\ &= c \end{align}"
    assert sorted(read(latex)) == [CHAIN, "x > 0"]


@pytest.mark.parametrize("name", ["intertext", "shortintertext"])
def test_words_between_rows_are_no_operand(name: str) -> None:
    latex = rf"\begin{{align}} f &= A x + b \\ \{name}{{so that}} g &= x \end{{align}}"
    assert read(latex) == [SUM, "g = x"]


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac12 x", r"\frac1{2} x", r"\frac 1 2 x", r"\dfrac12 x", r"\tfrac{1}{2} x", r"\cfrac[l]{1}{2} x",
        r"{1 \over 2} x", r"\genfrac{}{}{}{}{1}{2} x", r"\genfrac{}{}{}0{1}{2} x", r"\nicefrac{1}{2} x",
        r"\sfrac{1}{2} x", r"\flatfrac{1}{2} x",
    ],
)  # fmt: skip
def test_fractions(latex: str) -> None:
    assert read(f"f = {latex}") == ["f = (PRODUCT (DIVIDE 1 2) x)"]


def test_a_general_fraction_with_delimiters_is_not_a_quotient() -> None:
    assert read(r"f = \genfrac{[}{]}{0pt}{}{n}{k}") == ["f = ?unsupported-notation?"]
    assert read(r"f = \genfrac{(}{)}{}{}{a}{p}") == ["f = ?unsupported-notation?"]  # a Legendre symbol
    assert read(r"f = \genfrac{(}{)}{0pt}{}{n}{k}") == read(r"f = \binom{n}{k}")


@pytest.mark.parametrize("sign", [r"\colonequals", r"\vcentcolon=", r"\mathrel{\mathop:}=", "=:", r"\eqqcolon"])
def test_signs_of_definitions(sign: str) -> None:
    assert read(f"f {sign} A x + b") == [SUM.replace("=", ":=", 1)]


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\square f = g", "(PRODUCT square f) = g"),
        (r"f = \mathop{tr}(A)", "f = (TRACE A)"),
        (r"f = \mathop{\mathrm{tr}}(A)", "f = (TRACE A)"),
        (r"f = \mathop{A} x", "f = (PRODUCT A x)"),
        (r"f = \hat{X}\_B x\_1", "f = (PRODUCT (INDEX X~hat B) (INDEX x 1))"),
        (r"f = A x (\#eq:one)", "f = (PRODUCT A x)"),
        (r"a &lt; b", "a < b"),
        (r"f = y_{1}.\frac{a}{b} + x.z_2", "f = (ADD (DOT (INDEX y 1) (DIVIDE a b)) (DOT x (INDEX z 2)))"),
        (r"f = x \bullet y", "f = (DOT x y)"),
        (r"f = x + \cdots + z", "f = (ADD x DOTS z)"),
        (r"f = \text{loss}", "f = loss:roman"),
        (r"p = 50\% x", "p = ?unsupported-notation?"),
    ],
)
def test_what_is_mathematics_stays(latex: str, expected: str) -> None:
    assert read(latex) == [expected]
