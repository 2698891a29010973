"""Rules: pair each page with its check, select by configuration, and run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from mclint.checks import CHECKS
from mclint.config import Config, ConfigError
from mclint.diagnostic import Diagnostic
from mclint.pages import FAMILIES, Page, page, pages
from mclint.records import NamedTuple

if TYPE_CHECKING:
    from mclint.checks import Check
    from mclint.values.review import Review


class InternalError(Exception):
    """A defect of mclint: a check that failed, by the name of its rule."""

    def __init__(self, rule: str, cause: Exception) -> None:
        super().__init__(f"{rule}: {type(cause).__name__}: {cause}")
        self.rule = rule
        self.cause = cause


class Rule(NamedTuple):
    """A page and its check."""

    page: Page
    check: Check

    @property
    def name(self) -> str:
        """The one name that the page, the check and the finding share."""
        return self.page.name


def rule(entry: Page) -> Rule:
    """The rule of a page; its check is imported when it is first wanted."""
    if entry.name not in CHECKS:
        import_module(f"mclint.checks.{entry.name.replace('-', '_')}")
    return Rule(entry, CHECKS[entry.name])


def is_selected(entry: Page, config: Config) -> bool:
    """Whether a rule is on: its own name outweighs that of its family, and `ignore` outweighs the rest."""
    wanted = not config.select
    for name in (entry.family, entry.name):
        if name in config.select or name in config.extend_select:
            wanted = True
        if name in config.ignore:
            wanted = False
    return wanted


def selected(config: Config) -> tuple[Rule, ...]:
    """The rules that the settings ask for, in the order of the pages."""
    validate(config)
    return tuple(rule(entry) for entry in pages() if is_selected(entry, config))


def validate(config: Config) -> None:
    """Raise ConfigError where the settings name a rule or family that does not exist."""
    known = {*FAMILIES, *(entry.name for entry in pages())}
    for name in (*config.select, *config.ignore, *config.extend_select):
        if name not in known:
            where = f"{config.source}: " if config.source else ""
            raise ConfigError(f"{where}there is no rule or family {name!r}{suggestion(name, known)}")


def suggestion(name: str, known: Iterable[str]) -> str:
    """A closing clause for a sentence about an unknown name."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else "; `mclint explain` lists the rules"


def dress(diagnostic: Diagnostic) -> Diagnostic:
    """The diagnostic with the severity and family that its rule's page gives."""
    entry = page(diagnostic.rule)
    return diagnostic._replace(severity=entry.severity, family=entry.family)


def run(review: Review, rules: Sequence[Rule], failures: list[InternalError] | None = None) -> list[Diagnostic]:
    """What the rules find, by place; a check that fails is collected in `failures`, or raised where that is None."""
    found: list[Diagnostic] = []
    for entry in rules:
        try:
            for diagnostic in entry.check(review):
                found.append(dress(diagnostic))
        except Exception as cause:
            if failures is None:
                raise InternalError(entry.name, cause) from cause
            failures.append(InternalError(entry.name, cause))
    return sorted(found, key=lambda diagnostic: (diagnostic.span, diagnostic.rule))
