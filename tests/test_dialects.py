"""Dialects of Markdown: what each of them adds, and what of it is mathematics."""

from __future__ import annotations

import time

import pytest

from mclint import api
from mclint.sources.dialects import hidden, without_directives
from mclint.sources.reader import read_source

WRONG = (
    "For $A \\in \\mathbb{R}^{m \\times n}$, $x \\in \\mathbb{R}^n$:\n\n$$ \\nabla_x \\| A x \\|^2 = A^\\top A x. $$\n"
)


def formulas(text: str) -> list[str]:
    """The mathematics of a Markdown text."""
    return [segment.text.strip() for segment in read_source(text, "markdown").segments if segment.is_math]


@pytest.mark.parametrize(
    "text",
    [
        "$$\na = b\n$$ {#eq-one}\n\nSee @eq-one.",  # Quarto
        "::: {.callout-note}\n## Title\n$$\na = b\n$$\n:::",
        "```{python}\nx = '$no$'\n```\n\n`{r} x$y` and $a = b$",
        "```{r, echo=FALSE}\nx$y = z$w\n```\n$a = b$",  # R Markdown
        "```{math}\n:label: one\n:nowrap:\n\na = b\n```",  # MyST
        ":::{math}\n:label: one\na = b\n:::",
        "{math}`a = b` and {eq}`one`",
        "```{note}\n:class: tip\nLet $a = b$.\n```",
        "```{admonition} Title\nLet $a = b$.\n```",
        "```{prf:theorem} Name\n:label: t\n\n$$\na = b\n$$\n```",
        "````{prf:proof}\n\n```{math}\na = b\n```\n````",
        "````{exercise}\n```{code-block} python\n$no$\n```\n$a = b$\n````",
        "~~~{tip}\n$a = b$\n~~~",
        "> ```{note}\n> $a = b$\n> ```",
        "```{code-cell} ipython3\nx = '$no$'\n```\n$a = b$",
        "`````{tab-set}\n````{tab-item} One\n$a = b$\n````\n`````",
        "> [!note] Title\n> $$\n> a = b\n> $$",  # Obsidian
        "> [!note]\n> > [!tip]- Nested\n> > $a = b$",
        "%%hidden $no$%% and $a = b$",
        "%%\n$$no$$\n%%\n\n$a = b$",
        "![[figure.png]] [[Note#^block]] $a = b$ #tag",
        "```math\na = b\n```",  # GitHub
        "inline $`a = b`$ here",  # GitLab
        "This is $$a = b$$ inline.",  # kramdown
        "Let \\\\(a = b\\\\).",
        "\\\\[a = b\\\\]",
        "{% highlight python %}\nx = '$no$'\n{% endhighlight %}\n$a = b$\n{: .center}",  # Jekyll
        "+++\ntitle = '$no$ a = b'\n+++\n\n$a = b$",  # Hugo
        "{{< math >}}\n$$\na = b\n$$\n{{< /math >}}",
        "```{=latex}\n\\begin{equation} a = b \\end{equation}\n```",  # Pandoc
        "---\ntitle: no\n---\n$a = b$",
        "---\n\n$a = b$\n\n---\n\nSlides",
        "<details>\n<summary>Proof</summary>\n\n$$a = b$$\n\n</details>",
        "则$ a = b $，其中没有。",
        "Thus $ a = b $ holds.",
    ],
)
def test_dialects(text: str) -> None:
    assert [each.split("\\begin{equation}")[-1].strip() for each in formulas(text)] == ["a = b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("设$A$，且$ c $。", ["A", "c"]),
        ("则$ a = b $，且$ c = d $。", ["a = b", "c = d"]),
        ("It costs $ 5 and $ 6.", []),
        ("100%% of $a$, 50%% of $b$", ["a", "b"]),
        ("%% one mark $a$", ["a"]),
        ("```{prf:theorem}\nno end $a$", ["a"]),
        ("```{unknown}\n$a$\n```", []),
        ("Für $x$ gilt: sei $A$ symmetrisch, dann $y = A x$.", ["x", "A", "y = A x"]),
        ("Soit $A$ une matrice carrée; on a $y = A x$.", ["A", "y = A x"]),
    ],
)
def test_what_is_and_what_is_not(text: str, expected: list[str]) -> None:
    assert formulas(text) == expected


@pytest.mark.parametrize("opening", ["```{note}", "````{prf:proof} Name", "~~~{admonition} Title"])
def test_findings_in_directives_have_their_place(opening: str) -> None:
    closing = opening.partition("{")[0]
    text = f"Text.\n\n{opening}\n:class: x\n\n{WRONG}\n{closing}\n\nMore text."
    (found,) = api.check(text)
    assert found.rule == "wrong-derivative"
    assert text[found.span.start : found.span.end] == "A^\\top A x"


@pytest.mark.parametrize(
    "text",
    [
        "```{note}\n" * 20_000,
        "{% highlight %}" * 20_000 + "{% endhighlight %}",
        "%%\n" * 20_001,
        "%% a" * 20_000,
        "$ a = b " * 20_000,
        "+++\n" * 20_000,
    ],
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    begun = time.process_time()
    list(hidden(text))
    without_directives(text.split("\n"))
    read_source(text, "markdown")
    assert time.process_time() - begun < 4
