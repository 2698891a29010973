"""Which files the command line asks for, each with its settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from mclint.config import Config, ConfigError, closest, load

if TYPE_CHECKING:
    from argparse import Namespace

    from mclint.runner import Job


def jobs(path: str, task: str, settings: Callable[[str], Config], chosen: Namespace) -> Iterator[Job]:
    """The files that a path stands for."""
    from mclint.runner import LARGEST, Job, files_below

    if path == "-":
        name = chosen.stdin_filename or "<stdin>"
        config = settings(chosen.stdin_filename or "stdin")
        if not (chosen.stdin_filename and chosen.force_exclude and config.excludes(name)):
            yield Job("-", name, task, config, sys.stdin.buffer.read(LARGEST + 1))
        return
    folder = os.path.isdir(path)
    for file in files_below(path) if folder else (path,):
        config = settings(file)
        if not ((folder or chosen.force_exclude) and config.excludes(file)):
            yield Job(file, file, task, config)


def settings_for(chosen: Namespace) -> Callable[[str], Config]:
    """The settings of a file: those of the closest folder or of `--config`, with what the command line says on top."""
    if chosen.isolated or chosen.config:
        config = load(chosen.config) if chosen.config else Config()
        if config is None:
            raise ConfigError(f"{chosen.config}: there is no table [tool.mclint] in it")
        only = _changed(config, chosen)
        return lambda path: only
    known: dict[str, Config] = {}

    def nearest(path: str) -> Config:
        folder = os.path.dirname(os.path.abspath(path))
        if folder not in known:
            known[folder] = _changed(closest(folder), chosen)
        return known[folder]

    return nearest


def _changed(config: Config, chosen: Namespace) -> Config:
    """The settings with the options on top; `--select` begins anew, `--ignore` and `--extend-select` add."""
    from mclint.rules import validate

    select, ignore, extend = (
        sum(getattr(chosen, name, None) or [], ()) for name in ("select", "ignore", "extend_select")
    )
    validate(Config(select, ignore, extend))
    validate(config)
    if select:
        config = replace(config, select=select, ignore=(), extend_select=())
    layout = chosen.layout or config.layout
    return replace(config, ignore=config.ignore + ignore, extend_select=config.extend_select + extend, layout=layout)
