"""Taylor expansions: which are recognized, and which of their terms are wrong."""

from __future__ import annotations

import pytest

import mclint
from mclint import api

RIGHT = (
    r"f(x + h) \approx f(x) + h f'(x) + \frac{h^2}{2} f''(x)",
    r"f(x + h) = f(x) + h f'(x) + O(h^2)",
    r"f(x - \eta f'(x)) = f(x) - \eta f'^2(x) + O(\eta^2)",
    r"f(y) = f(x) + f'(x) (y - x) + \frac{1}{2} f''(\xi) (y - x)^2",
    r"f(b) = f(a) + f'(c) (b - a)",
    r"\frac{f(x + h) - f(x)}{h} \approx f'(x)",
    r"f(x) \approx f(a) + \frac{df}{dx}(a) (x - a) + \frac{1}{2!} \frac{d^2 f}{dx^2}(a) (x - a)^2",
    r"m(w) = g(v) + \nabla g(v)^\top (w - v) + \frac{1}{2} (w - v)^\top \nabla^2 g(v) (w - v)",
    r"g(x + h) k(x + h) \approx g(x) k(x) + h (g'(x) k(x) + g(x) k'(x))",
    r"\ell(w_{t+1}) \approx \ell(w_t) + \nabla \ell(w_t)^\top (w_{t+1} - w_t)",
)
WRONG = (
    (r"f(x + h) \approx f(x) + h f'(x) + h^2 f''(x)", "the quadratic term is twice what it should be"),
    (r"f(x + h) \approx f(x) - h f'(x)", "the linear term has the wrong sign"),
    (r"f(y) \approx f(x) + f'(x) (x - y)", "the linear term has the wrong sign"),
    (
        r"f(y) \approx f(x) + \nabla f(x)^\top (y - x) + (y - x)^\top \nabla^2 f(x) (y - x)",
        "the quadratic term is twice what it should be",
    ),
    (r"m(w) = g(v) + g'(v) (w - v) + g''(v) (w - v)^2", "the quadratic term is twice what it should be"),
    (r"f(x + h) = f(x) + h f'(x) + \frac{h^2}{2} f''(x) + \frac{h^3}{2} f'''(x)", "the cubic term is wrong"),
)
# What is no expansion, or leaves open what its letters are.
OPEN = (
    r"f(y) \approx f(x) + f'(x) h",
    r"f(x - \eta g) \approx f(x) - \eta \| f'(x) \|^2",
    r"f(x + p) \approx f(x) + \nabla f(x)^\top p + \frac{1}{2} p^\top B p",
    r"m(p) = f(x) + f'(x) p + f''(x) p^2",
    r"f'(x) = 2 f(x)",
    r"m(y) = f(x) + f'(x) (y - x) + \frac{1}{\eta} (y - x)^2",
)


@pytest.mark.parametrize("expansion", (*RIGHT, *OPEN))
def test_silent(expansion: str) -> None:
    assert mclint.check(f"$$ {expansion} $$") == []


@pytest.mark.parametrize(("expansion", "label"), WRONG)
def test_wrong(expansion: str, label: str) -> None:
    found = mclint.check(f"$$ {expansion} $$")
    assert [(each.rule, each.label) for each in found] == [("wrong-identity", label)]


VECTORS = r"Let $x, h \in \mathbb{R}^n$ and $f: \mathbb{R}^n \to \mathbb{R}$. Then"


@pytest.mark.parametrize(
    ("expansion", "status"),
    [
        (r"f(x + h) = f(x) + \nabla f(x)^\top h + O(\|h\|^2)", "verified"),
        (r"f(x + h) = f(x) + \nabla f(x)^\top h + o(\|h\|)", "verified"),
        (r"f(x + h) \approx f(x) + \nabla f(x)^\top h + \frac{1}{2} h^\top \nabla^2 f(x) h", "verified"),
        (r"f(x + h) = f(x) + \nabla f(x) \cdot h + \cdots", "verified"),
        (r"f(x + h) \approx f(x) + h \cdot \nabla f(x)", "verified"),
        (r"f(x + h) = f(x) + \nabla f(x)^\top h + O(\|h\|^3)", "read"),  # promises more than it has
        (r"f(x + h) = f(x) + \nabla f(x)^\top h + O(\|x\|^2)", "read"),
        (r"f(x + h) = f(x) + \nabla f(x)^\top h", "read"),  # is true of few functions
        (r"f(x + h) \approx f(x) + \nabla f(x)^\top h + \frac{1}{2} h^\top B h", "read"),
        (r"f(x + h) \approx f(x) - \nabla f(x)^\top h", "wrong"),
    ],
)
def test_an_expansion_that_keeps_its_promise_is_verified(expansion: str, status: str) -> None:
    assert api.coverage(f"{VECTORS}\n\n$$ {expansion} $$")[-1].status == status


def test_an_expansion_that_fits_no_shapes_is_not_verified() -> None:
    claim = r"f(x + h) \approx f(x) + h \nabla f(x)"
    assert api.coverage(f"{VECTORS}\n\n$$ {claim} $$")[-1].status != "verified"
