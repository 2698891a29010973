"""Names of LaTeX commands, by what they mean to someone who looks for mathematics in a text."""

from __future__ import annotations


def names(text: str) -> frozenset[str]:
    """The words of a text, as a set of names."""
    return frozenset(text.split())


_LETTERS = """
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ lambda λ
    mu μ nu ν xi ξ pi π varpi π rho ρ varrho ρ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
"""
_PAIRS = _LETTERS.split()
GREEK = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
FUNCTIONS = names("""
    log ln exp det tr Tr sin cos tan sinh cosh tanh min max arg sup inf lim rank diag dim ker deg gcd Pr sec csc cot
    argmin argmax vec trace arcsin arccos arctan
""")
BINARY = names("""
    in notin ni to times cdot le ge leq geq neq ne equiv approx sim propto implies iff Rightarrow rightarrow mapsto
    subset subseteq supset cup cap otimes odot oplus circ pm mp mid perp ll gg succ succeq prec preceq leftarrow
    Leftrightarrow longrightarrow wedge vee ast star div bullet triangleq coloneqq simeq cong over
""")
_ACCENTS_AND_FONTS = names("""
    mathbf boldsymbol bm mathbb mathcal mathrm mathsf mathit mathfrak mathscr operatorname text textbf textrm pmb
    hat tilde bar vec dot ddot widehat widetilde overline underline sqrt underbrace overbrace left right big Big
    bigl bigr Bigl Bigr bigg Bigg biggl biggr Biggl Biggr mathop overrightarrow
""")
_FRACTIONS = names("frac tfrac dfrac binom overset underset stackrel cfrac")
ARGUMENTS = {**dict.fromkeys(_ACCENTS_AND_FONTS, 1), **dict.fromkeys(_FRACTIONS, 2)}
SYMBOLS = names("""
    partial nabla top intercal prime infty ell sum prod int oint ldots cdots dots vdots ddots forall exists emptyset
    langle rangle lVert rVert lvert rvert Vert vert dagger hbar Re Im aleph
""")
MATHEMATICAL = (FUNCTIONS | BINARY | SYMBOLS | GREEK.keys() | ARGUMENTS.keys()) - names("text textbf textrm over")
