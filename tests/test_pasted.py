"""Mathematics without delimiters: the LaTeX is found, its echo and the words around it are not."""

from __future__ import annotations

import pytest

from mclint.sources.reader import read_source
from mclint.sources.segment import Kind

PAGE = "Take the vector vRk\\mathbf{v} \\in \\mathbb{R}^k and the matrix MRk×kM \\in \\mathbb{R}^{k \\times k}.\n\n"


def found(text: str) -> list[str]:
    return [segment.text for segment in read_source(text, "markdown").segments if segment.is_math]


def prose(text: str) -> str:
    return "".join(segment.text for segment in read_source(text, "markdown").segments if not segment.is_math)


@pytest.mark.parametrize(
    ("text", "formula", "rest"),
    [
        (r"Let zRkz \in \mathbb{R}^k be given.", r"z \in \mathbb{R}^k", "Let  be given."),
        (r"A map g:RkRg: \mathbb{R}^k \to \mathbb{R} is one.", r"g: \mathbb{R}^k \to \mathbb{R}", "A map  is one."),
        (r"(see gz\frac{\partial g}{\partial z})", r"\frac{\partial g}{\partial z}", "(see )"),
        (r"of KF\|K\|_F here", r"\|K\|_F", "of  here"),
        (r"has d(KL)=KdL+dKLd(KL) = K\,dL + dK\,L; so", r"d(KL) = K\,dL + dK\,L", "has ; so"),
        (r"is γ^=z2yˉ\hat{\gamma} = -\frac{z}{2}\bar{y}. Then", r"\hat{\gamma} = -\frac{z}{2}\bar{y}", "is . Then"),
        (r"set {zi}i=1k\{z_i\}_{i=1}^k is", r"\{z_i\}_{i=1}^k", "set  is"),
        (r"is c=k4logdetΠ+const\ell = c - \frac{k}{4}\log\det\Pi + \text{const}. Now", None, "is . Now"),
    ],
)
def test_echo(text: str, formula: str | None, rest: str) -> None:
    *page, only = found(PAGE + text)
    assert len(page) == 2
    assert formula is None or only == formula
    assert prose(PAGE + text).endswith("\n" + rest)


@pytest.mark.parametrize(
    ("word", "formula"),
    [("MM", "M"), ("3Mv3Mv", "3Mv"), ("MTM^T", "M^T"), ("L1L^1", "L^1"), ("vTMvv^TMv", "v^TMv"), ("dMdM", "dM")],
)
def test_without_commands_on_a_pasted_page(word: str, formula: str) -> None:
    text = f"{PAGE}We call {word} so."
    assert found(text)[-1] == formula
    assert prose(text).endswith("We call  so.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Part II of the papa book: the dodo ate couscous, see mama.",
        "Sizes are 11, 22 and 3333; use foo_foo and a_a.",
        "The AA battery and the DNA of an eel.",
        "![pic_pic](pic/pic_pic.png)",
    ],
)
def test_words_stay_words_on_a_pasted_page(sentence: str) -> None:
    assert len(found(PAGE + sentence)) == 2
    assert prose(PAGE + sentence).endswith(sentence)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"When \mathbf{P} and \mathbf{Q} change with t", [r"\mathbf{P}", r"\mathbf{Q}"]),
        (r"size of \mathbf{p} , \mathbf{q} is", [r"\mathbf{p} , \mathbf{q}"]),
        (r"\mathbf{p} a vector and \mathbf{q} . Then I go", [r"\mathbf{p}", r"\mathbf{q}"]),
        (r"a matrix A \in \mathbb{R}^{k \times k} of size", [r"A \in \mathbb{R}^{k \times k}"]),
        (r"the value f(\mathbf{p}) is", [r"f(\mathbf{p})"]),
        (r"(that is \lambda) and 2\mathbf{p}", [r"\lambda", r"2\mathbf{p}"]),
        (r"entry \tilde{Z}_{cd} is the row", [r"\tilde{Z}_{cd}"]),
        (r"so \alpha = \beta + x holds", [r"\alpha = \beta + x"]),
        ("then \\alpha is\n\nand `\\beta` or $\\gamma$ is", [r"\alpha", r"\gamma"]),
    ],
)
def test_bare(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        r"escapes \_ and \* and \# and a\nb",
        r"the file C:\new\alpha\beta.txt is",
        r"\textbf{word} \citep{key} \newpage \label{a}",
        r"inline `\frac{a}{b}` code",
        "```\n\\frac{a}{b}\n```",
        "of **x** of size 1×1",
    ],
)
def test_not_mathematics(text: str) -> None:
    assert found(text) == []


def test_a_paragraph_of_formulas_is_displayed() -> None:
    text = PAGE + r"Mvv=M\frac{\partial M v}{\partial v} = M, vv=I\frac{\partial v}{\partial v} = I."
    displays = [segment for segment in read_source(text, "markdown").segments if segment.kind is Kind.DISPLAY]
    expected = [r"\frac{\partial M v}{\partial v} = M", r"\frac{\partial v}{\partial v} = I"]
    assert [segment.text for segment in displays] == expected
    assert len({segment.block for segment in displays}) == 1


def test_offsets() -> None:
    for segment in read_source(PAGE, "markdown").segments:
        assert PAGE[segment.first : segment.first + len(segment.text)] == segment.text
