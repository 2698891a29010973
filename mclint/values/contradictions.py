"""One quantity with two values: the same left side twice in a section, and the second time as something else."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from mclint.document.classify import EQUALITIES, StepKind
from mclint.document.document import Document
from mclint.document.headings import headings
from mclint.document.heads import subject_of
from mclint.document.quoted import is_quoted
from mclint.document.scope import Scope, key_of, symbols
from mclint.records import NamedTuple
from mclint.syntax.tree import Apply, Expr, Op, nodes
from mclint.values.constants import differ_by_more, has_constant
from mclint.values.hindsight import Result
from mclint.values.named import without_groups
from mclint.values.readings import Trial
from mclint.values.verdict import Holds, Refuted
from mclint.values.verify import judge

# Words at the end of the text before a formula that make it follow from what stands above; `weak` ones also lead to
# the result of an example that has just begun.
CONSEQUENCE = (
    r"(?i)\b(?:thus|hence|therefore|consequently|substitut\w+|plug\w+|insert\w+|becomes?|simplif\w+|equivalent\w*|"
    r"rewrit\w+|rewritten|in other words|gives|yields?|follows|arriv\w+|(?P<weak>so|then|that is))\b"
    r"|⇒|所以|因此|因而|从而|于是|代入|化简"
)
# All the other words of such a sentence: what speaks of anything else may say that of which the second value is.
PLAIN = (
    r"(?i)\b(?:a|above|all|and|are|as|at|back|be|by|can|each|eq|equations?|expressions?|find|formula|from|get|have|here|"
    r"identity|in|into|is|it|know|obtain|obtained|of|on|our|out|results?|see|sides?|terms|that|the|their|them|these|this|"
    r"those|to|together|up|us|using|values|we|which|with|written)\b"
)
# Words after which a letter may be meant anew, or with another value.
ANEW = (
    r"(?i)\b(?:let|consider\w*|suppos\w+|assum\w+|another|instead|alternativ\w+|cases?|examples?|e\.g|otherwise|if|new|"
    r"when\w*|variants?|modif\w+|replac\w+|unless|approximat\w+|updat\w+|iterat\w+|initial\w*|vs|versus|respectively|"
    r"now|different|others?)\b|例|若|如果|假设|设|考虑|类似|同理|当|更新|近似"
)
# Where another example begins, whatever the words before its result are.
BEGINS = (
    r"\\begin\{(?:example|exercise|problem|theorem|lemma|proposition|remark|definition|question|case)"
    r"|(?i:\b(?:examples?|exercises?|problems?|questions?|beispiele?|aufgaben?|exemples?|exercices?|ejemplos?)\b)|例|题"
)
BEHIND = r"[\s,;$\\]*(?:text\{)?\s*(?:if|when|for|or|where|otherwise|respectively|vs)\b"
SENTENCE = r"[.!?。！？;；](?:\s|$)|\n\s*\n|\\item\b"
ROW_BREAK = r"[\s,;.]*\\\\(?:\[[^\]]*\])?[\s&]*$"
FARTHEST = 6000  # characters
NO_VALUES = {Op.MATRIX, Op.LIST, Op.ROW_LIST, Op.SET, Op.CASES, Op.MISSING}


class Contradiction(NamedTuple):
    """Two values of one quantity."""

    first: Result
    second: Result


def contradictions(results: Sequence[Result], document: Document) -> Iterator[Contradiction]:
    """Each value against the one before of the same quantity, where the text does not begin anew."""
    starts = [start for start, _, _ in headings(document.pieces)]
    before: dict[tuple[int, Expr], list[Result]] = {}
    over: list[list[Result]] = []  # the last two chains
    for _, group in groupby(results, key=lambda result: result.step.chain):
        chain = [*group]
        step = chain[0].step
        if _is_value(chain[0]):
            place = bisect_right(starts, step.span.start), without_groups(step.left)
            earlier, before[place] = before.get(place), chain
            if earlier and _insists(earlier, chain[0], over, document) and _differ(earlier, chain[0]):
                yield Contradiction(earlier[0], chain[0])
        over = [*over[-1:], chain]


def _is_value(result: Result) -> bool:
    """Whether a step gives a quantity a value that is more than a name or a number."""
    step = result.step
    if step.kind is StepKind.DECLARATION or step.place != 0 or step.sign.text != "=":
        return False
    closed = isinstance(step.right, Apply) and key_of(step.right) is None and step.right.op not in NO_VALUES
    head = subject_of(step.left)
    return closed and bool(symbols([step.left])) and (head is None or head not in symbols([step.right]))


def _insists(earlier: list[Result], second: Result, over: Sequence[list[Result]], document: Document) -> bool:
    """Whether a second value is meant as the first one, written in another way."""
    if earlier[0].status == "wrong" or second.status in ("wrong", "verified"):
        return False
    return _is_below(earlier, second, over, document) or _follows(earlier[0], second, document)


def _is_below(earlier: list[Result], second: Result, over: Sequence[list[Result]], document: Document) -> bool:
    """Whether a row goes on from the one above, in which a symbol was isolated that is in the rows above that one."""
    if len(over) < 2 or over[1] is not earlier or len(earlier) > 1:
        return False
    first, start = earlier[0].step, second.step.span.start
    solved = key_of(first.left) in symbols(part for each in over[0] for part in (each.step.left, each.step.right))
    other = without_groups(over[0][0].step.left) != without_groups(first.left)
    return solved and other and re.match(ROW_BREAK, document.source.text[first.span.end : start]) is not None


def _follows(first: Result, second: Result, document: Document) -> bool:
    """Whether the words before the second value make it follow from what stands above."""
    text, start, end = document.source.text, second.step.span.start, second.step.span.end
    between = text[first.step.span.end : start]
    lead = second.step.words.rstrip()[-160:]
    said = lead[max((match.end() for match in re.finditer(SENTENCE, lead)), default=0) :]
    led = re.search(CONSEQUENCE, said)
    if led is None or len(between) > FARTHEST:
        return False
    if re.match(BEHIND, text[end : end + 40]) or re.search(BEGINS, between):
        return False
    others = re.sub(PLAIN, "", re.sub(CONSEQUENCE, "", said))
    if re.search(r"[A-Za-z]", others) or re.search(ANEW, said) or (led["weak"] and re.search(ANEW, between)):
        return False
    return not is_quoted(document.pieces, second.step.span)


def _differ(earlier: Sequence[Result], second: Result) -> bool:
    """Whether no member of the earlier chain can be equal to the second value, by what is known at either place."""
    first = earlier[0]
    about = symbols([first.step.left]) - {subject_of(first.step.left)}
    if any(_body(first.scope, key) != _body(second.scope, key) for key in about):
        return False
    here, there = (_without(each.scope, first.step.left) for each in (second, first))
    value, values = second.step.right, [e.step.right for e in earlier if e.step.sign.text in EQUALITIES]
    if _abbreviates((values[0], value)) or not _comparable(values[0], value, here):
        return False
    if any(map(has_constant, (*values, value))):
        return all(differ_by_more(each, value, here, first.step.left) for each in values)
    verdicts = (judge(Trial(each, value, here), chained=False) for each in values)
    if not all(isinstance(verdict, Refuted) and verdict.conflict is None for verdict in verdicts):
        return False
    return not any(isinstance(judge(Trial(each, value, there), chained=False), Holds) for each in values)


def _comparable(first: Expr, second: Expr, scope: Scope) -> bool:
    """Whether definitions may bring both values down to the same symbols."""
    alone = [{key for key in symbols([side]) if _body(scope, key) is None} for side in (first, second)]
    defined = [symbols([side]) - keys for side, keys in zip((first, second), alone, strict=True)]
    return not (alone[0] - alone[1] and not defined[1]) and not (alone[1] - alone[0] and not defined[0])


def _abbreviates(sides: Sequence[Expr]) -> bool:
    r"""Whether a function is called at one place and stands alone at another: `\gamma(x)` and `\gamma`."""
    everything = [node for side in sides for node in nodes(side)]
    called = Counter(key_of(node.args[0]) for node in everything if isinstance(node, Apply) and node.op is Op.CALL)
    found = Counter(map(key_of, everything))
    return any(key is not None and found[key] > count for key, count in called.items())


def _body(scope: Scope, key: str) -> Expr | None:
    definitions = scope.of(key).definitions
    return definitions[0].body if definitions else None


def _without(scope: Scope, left: Expr) -> Scope:
    """A scope in which the quantity itself has no definition."""
    head = subject_of(left)
    if head is None:
        return scope
    return replace(scope, facts={**scope.facts, head: scope.of(head)._replace(definitions=())})
