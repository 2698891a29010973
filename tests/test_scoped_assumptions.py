"""How far an assumption reaches: to the next declaration of its letter in another part of the text."""

from __future__ import annotations

import pytest

from mclint import api
from mclint.values.review import review

SIZES = r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$."
FORM = r"$$ \nabla_x (x^\top A x) = 2 A x. $$"
DIAGONAL = r"$$ \det(A) = \prod_{i=1}^n A_{ii}. $$"


def statuses(text: str, format: str = "markdown") -> list[str]:
    """What becomes of the displayed equations of a text."""
    found = review(api.read(text, format=format)).equations()
    return [each.status for each in found if each.kind in ("derivative", "identity")]


HELD = {
    "in its section": f"# One\n\n{SIZES} Let $A$ be symmetric.\n\n{FORM}",
    "in another section that says nothing of it": f"# One\n\n{SIZES} Let $A$ be symmetric.\n\n# Two\n\n{FORM}",
    "declared again in one section": f"# One\n\n{SIZES} Let $A$ be symmetric.\n\n{SIZES}\n\n{FORM}",
    "from notation on": f"# Notation\n\n{SIZES} Here $A$ is symmetric.\n\n# Two\n\n{SIZES}\n\n{FORM}",
    "throughout": f"# One\n\n{SIZES} Throughout, $A$ is symmetric.\n\n# Two\n\n{SIZES}\n\n{FORM}",
    "from now on": f"# One\n\n{SIZES} From now on we assume that $A$ is symmetric.\n\n# Two\n\n{SIZES}\n\n{FORM}",
    "throughout, of deeper sections": f"# One\n\n## A\n\n{SIZES} Throughout, $A$ is symmetric.\n\n# Two\n\n{FORM}",
    "throughout, as an equation": f"# One\n\n{SIZES} Throughout, $A = A^\\top$.\n\n# Two\n\n{SIZES}\n\n{FORM}",
}
ENDED = {
    "another section": f"# One\n\n{SIZES} Let $A$ be symmetric.\n\n# Two\n\n{SIZES}\n\n{FORM}",
    "only that section": f"# One\n\n{SIZES} Throughout this section, $A$ is symmetric.\n\n# Two\n\n{SIZES}\n\n{FORM}",
    "another exercise": f"**Exercise 1.** {SIZES} Let $A$ be symmetric.\n\n**Exercise 2.** {SIZES}\n\n{FORM}",
    "an equation said of it": f"# One\n\n{SIZES} Let $A = A^\\top$.\n\n# Two\n\n{SIZES}\n\n{FORM}",
    "a set": f"# One\n\nLet $A \\in \\mathbb{{S}}^n$.\n\n# Two\n\n{SIZES}\n\n{FORM}",
}


@pytest.mark.parametrize("text", HELD.values(), ids=HELD.keys())
def test_an_assumption_is_kept(text: str) -> None:
    assert statuses(text)[-1] == "verified"
    assert api.check(text) == []


@pytest.mark.parametrize("text", ENDED.values(), ids=ENDED.keys())
def test_a_new_declaration_ends_it_and_alarms_nobody(text: str) -> None:
    assert statuses(text)[-1] == "skipped"
    assert api.check(text) == []


def test_what_was_said_before_acquits() -> None:
    text = f"# One\n\n{SIZES} Let $A$ be lower triangular.\n\n# Two\n\n{SIZES}\n\n{DIAGONAL}"
    assert statuses(text)[-1] != "verified"
    assert api.check(text) == []
    assert [each.rule for each in api.check(f"{SIZES}\n\n{DIAGONAL}")] == ["wrong-identity"]


def test_a_theorem_ends_with_the_next_that_declares_the_letter() -> None:
    claim = FORM.replace("$$ ", r"\[ ").replace(" $$", r" \]")
    theorem = "\\begin{{theorem}} {} {} \\end{{theorem}}\n\n"
    text = theorem.format(SIZES, f"Let $A$ be symmetric. {claim}") + theorem.format(SIZES, claim)
    assert statuses(text, "latex") == ["verified", "skipped"]
    assert api.check(text, format="latex") == []
