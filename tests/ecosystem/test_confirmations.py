"""Each `true` verdict is confirmed by a calculation that owes nothing to mclint."""

from __future__ import annotations

import ast
from pathlib import Path

import confirm
import numpy as np
import pytest
from confirm import FOLDER, differ, document, gradient, jacobian
from verdicts import TRUE, load

CONFIRMATIONS = confirm.load()


@pytest.mark.parametrize("key", sorted(CONFIRMATIONS), ids=lambda key: ":".join(map(str, key)))
def test_what_is_stated_is_not_what_is_true(key: confirm.Key) -> None:
    assert differ(CONFIRMATIONS[key])


def test_true_verdicts_and_confirmations_belong_together() -> None:
    true = {verdict.key for verdict in load() if verdict.verdict == TRUE}
    assert {"unconfirmed": true - CONFIRMATIONS.keys(), "not true": CONFIRMATIONS.keys() - true} == {
        "unconfirmed": set(),
        "not true": set(),
    }


def test_confirmations_do_not_import_mclint() -> None:
    for file in (Path(confirm.__file__), *FOLDER.glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not any(name.split(".")[0] == "mclint" for name in imported), file


def test_a_right_statement_does_not_differ() -> None:
    assert not differ(lambda rng: (np.eye(2), np.eye(2) + 1e-9))
    assert differ(lambda rng: (np.eye(2), 2 * np.eye(2)))
    assert differ(lambda rng: ((2, 3), (3, 2)))
    assert not differ(lambda rng: ((2, 3), (2, 3)))


def test_a_finding_is_confirmed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirm, "CONFIRMATIONS", {})
    confirms = document("owner/notes", "a.md")
    confirms(3, "wrong-derivative")(lambda rng: (0, 1))
    with pytest.raises(ValueError, match="twice"):
        confirms(3, "wrong-derivative")(lambda rng: (0, 1))


def test_differences_are_derivatives() -> None:
    A, x = np.arange(6.0).reshape(2, 3), np.array([1.0, -2.0, 0.5])
    np.testing.assert_allclose(gradient(lambda x: np.sum((A @ x) ** 2), x), 2 * A.T @ A @ x, atol=1e-6)
    np.testing.assert_allclose(jacobian(lambda x: A @ x, x), A, atol=1e-8)
