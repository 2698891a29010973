"""Settings: where they are found, what they may say, and how they choose rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from mclint.config import Config, ConfigError, closest, load
from mclint.pages import pages
from mclint.rules import is_selected, validate


@pytest.fixture(autouse=True)
def forget() -> None:
    """Settings are remembered per folder within a run."""
    closest.cache_clear()


def test_the_closest_file_wins(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.mclint]\nlayout = "numerator"\n')
    (tmp_path / "a" / "pyproject.toml").write_text('[project]\nname = "mclint-notes"\n')
    assert closest(str(below)).layout == "numerator"
    (tmp_path / "a" / "mclint.toml").write_text('layout = "denominator"\n')
    closest.cache_clear()
    assert closest(str(below)).layout == "denominator"
    (tmp_path / "a" / ".mclint.toml").write_text('layout = "hybrid"\n')
    closest.cache_clear()
    assert closest(str(below)).layout == "hybrid"


def test_all_settings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "mclint.toml"
    path.write_text('select = ["shapes"]\nignore = ["non-square"]\nextend-select = ["layout"]\nexclude = ["old"]\n')
    assert load(str(path)) == Config(("shapes",), ("non-square",), ("layout",), "auto", ("old",))


@pytest.mark.parametrize(
    "text, quoted",
    [
        ("layout = 3", "layout must be one of auto, numerator, denominator, hybrid, not 3"),
        ('select = "shapes"', "select must be a list of strings, not 'shapes'"),
        ("selct = []", "there is no setting 'selct'"),
        ("select = [", "not valid TOML"),
        ("a = " + "[" * 5000, "not valid TOML"),
    ],
)
def test_what_cannot_be_followed_is_said_in_one_sentence(text: str, quoted: str, tmp_path: Path) -> None:
    path = tmp_path / "mclint.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as error:
        load(str(path))
    assert quoted in str(error.value)
    assert str(error.value).startswith(str(path))


def test_settings_that_cannot_be_decoded_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "mclint.toml").write_bytes(b"layout = '\xff'")
    with pytest.raises(ConfigError, match="not valid TOML"):
        load(str(tmp_path / "mclint.toml"))


def test_excluded_paths(tmp_path: Path) -> None:
    config = Config(exclude=("drafts/", "*.tex", "notes/old/*"), source=str(tmp_path / "mclint.toml"))
    excluded = {
        name
        for name in ("drafts/a.md", "b.tex", "notes/old/c.md", "notes/d.md")
        if config.excludes(str(tmp_path / name))
    }
    assert excluded == {"drafts/a.md", "b.tex", "notes/old/c.md"}


def names(config: Config) -> set[str]:
    return {entry.name for entry in pages() if is_selected(entry, config)}


def test_rules_are_chosen_by_name_and_family() -> None:
    everything = {entry.name for entry in pages()}
    shapes = {entry.name for entry in pages() if entry.family == "shapes"}
    assert names(Config()) == everything
    assert names(Config(select=("shapes",))) == shapes
    assert names(Config(ignore=("shapes",))) == everything - shapes
    assert names(Config(ignore=("shapes",), extend_select=("non-square",))) == everything - shapes | {"non-square"}
    assert names(Config(select=("shapes",), ignore=("non-square",))) == shapes - {"non-square"}
    assert names(Config(select=("wrong-derivative",), extend_select=("non-square",))) == {
        "wrong-derivative",
        "non-square",
    }


def test_an_unknown_rule_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(ConfigError, match=r"no rule or family 'wrong-derivatve'; did you mean 'wrong-derivative'\?"):
        validate(Config(ignore=("wrong-derivatve",)))
