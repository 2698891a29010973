"""Bold letters that are transposed are no numbers, whatever a claim would gain by it."""

from __future__ import annotations

import mclint

MODEL = r"(\mathbf{y}(\mathbf{x}_n) - \mathbf{t}_n)"
LEFT = rf"\sum_{{n=1}}^N \operatorname{{Tr}}\{{ {MODEL}^\top \mathbf{{S}}^{{-1}} {MODEL} \}}"


def statuses(right: str) -> list[str]:
    return [each.status for each in mclint.coverage(f"$$ {LEFT} = {right} $$")]


def test_an_outer_product_stays_one() -> None:
    turned = rf"\sum_{{n=1}}^N \operatorname{{Tr}}\{{ {MODEL} {MODEL}^\top \mathbf{{S}}^{{-1}} \}}"
    assert statuses(turned) == ["verified"]


def test_an_inner_product_is_none() -> None:
    inner = rf"\sum_{{n=1}}^N \operatorname{{Tr}}\{{ {MODEL}^\top {MODEL} \mathbf{{S}}^{{-1}} \}}"
    assert statuses(inner) == ["wrong"]
