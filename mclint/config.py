"""Settings: which rules run, which layout the notes keep, and which files are left out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

LAYOUTS = ("auto", "numerator", "denominator", "hybrid")
LISTS = ("select", "ignore", "extend-select", "exclude")
NAMES = (".mclint.toml", "mclint.toml", "pyproject.toml")


class ConfigError(ValueError):
    """Settings that cannot be followed; the message is one sentence for the person who wrote them."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the author asks for; names in the lists are rules or families, `source` is the file they stand in."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    layout: str = "auto"
    exclude: tuple[str, ...] = ()
    source: str = field(default="", compare=False)

    def excludes(self, path: str) -> bool:
        """Whether a pattern of `exclude` matches the path, below the folder of the settings, or one of its parts."""
        if not self.exclude:
            return False
        from fnmatch import fnmatchcase

        relative = os.path.relpath(path, os.path.dirname(os.path.abspath(self.source))).replace(os.sep, "/")
        names = (relative, *relative.split("/"))
        return any(fnmatchcase(name, pattern.rstrip("/")) for pattern in self.exclude for name in names)


def parse(table: Mapping[str, object], source: str) -> Config:
    """A table of settings as a Config; anything that is not a setting is an error that says so."""
    values: dict[str, tuple[str, ...]] = {}
    for key, value in table.items():
        if key in LISTS:
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise ConfigError(f"{source}: {key} must be a list of strings, not {value!r}")
            values[key.replace("-", "_")] = tuple(value)
        elif key != "layout":
            known = ", ".join(("layout", *LISTS))
            raise ConfigError(f"{source}: there is no setting {key!r} (the settings are {known})")
    layout = table.get("layout", "auto")
    if layout not in LAYOUTS:
        raise ConfigError(f"{source}: layout must be one of {', '.join(LAYOUTS)}, not {layout!r}")
    return Config(layout=str(layout), source=source, **values)


def load(path: str) -> Config | None:
    """The settings in a file, or None where it is a pyproject.toml without a `[tool.mclint]` table."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise ConfigError(f"{path}: the settings cannot be read ({error.strerror})") from error
    shared = os.path.basename(path) == "pyproject.toml"
    if shared and b"mclint" not in data:
        return None
    table: object = _toml(data, path)
    for key in ("tool", "mclint") if shared else ():
        table = table.get(key) if isinstance(table, dict) else None
        if table is None:
            return None
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: tool.mclint must be a table")
    return parse(table, path)


def _toml(data: bytes, path: str) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: this is not valid TOML: {error}") from error


@cache
def closest(folder: str) -> Config:
    """The settings nearest to a folder (an absolute path), looking upward; the defaults where there are none."""
    for name in NAMES:
        path = os.path.join(folder, name)
        if os.path.isfile(path) and (found := load(path)) is not None:
            return found
    parent = os.path.dirname(folder)
    return Config() if parent == folder else closest(parent)
