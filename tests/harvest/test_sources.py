"""Source files: what they may say, and how a wrong one is told."""

from __future__ import annotations

import pytest

from hub.domain.source import LicenceState, SourcePolicy
from hub.errors import ConfigError
from hub.harvest.sources import load_sources, read_source

LICENCE = '[licence]\nname = "CC0 1.0"\nstate = "KNOWN"\nrepublishable = true\n'
LEAST = f'name = "Kultunaut"\nconnector = "tabular"\n{LICENCE}'


def written(folder, text, key="aarhus-events"):
    file = folder / key / "source.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_a_source_with_the_least_that_it_may_say(tmp_path):
    source, mirror = read_source(written(tmp_path, LEAST))
    assert (source.key, source.name, source.every_seconds, source.shrink_percent, mirror) == (
        "aarhus-events",
        "Kultunaut",
        86_400,
        40,
        None,
    )
    assert (source.licence.state, source.licence.republishable, source.policy) == (LicenceState.KNOWN, True, SourcePolicy.AUTOMATIC)


def test_a_source_with_all_that_it_may_say(tmp_path):
    more = 'url = "https://x.example/"\npublisher = "P"\nattribution = "A"\nillustrative = true\npolicy = "review"\ntrust = 70\n'
    more += 'language = "da"\nevery = "6h"\nshrink_percent = 90\nmirror = "site"\n'
    source, mirror = read_source(written(tmp_path, more + LEAST + "[settings]\nx = 1\n"))
    assert (source.url, source.policy, source.trust, source.every_seconds, mirror) == (
        "https://x.example/",
        SourcePolicy.REVIEW,
        70,
        21_600,
        "site",
    )
    assert (source.settings, source.folder) == ({"x": 1}, str(tmp_path / "aarhus-events"))


def test_the_digest_follows_what_is_read_and_nothing_else(tmp_path):
    digest = read_source(written(tmp_path, LEAST + "[settings]\nx = 1\n"))[0].digest
    assert read_source(written(tmp_path, LEAST.replace("Kultunaut", "Andet") + "[settings]\nx = 1\n"))[0].digest == digest
    assert read_source(written(tmp_path, LEAST + "[settings]\nx = 2\n"))[0].digest != digest


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", r"source\.toml: .*TOML"),
        (LICENCE, r"source\.toml: name: is missing; write it as a text"),
        ('name = "X"\nconnector = "tabular"\n', r"licence: the table is missing; add \[licence\]"),
        (LEAST.replace('"KNOWN"', '"MAYBE"'), r"licence\.state: 'MAYBE' is unknown; write one of KNOWN, STATED, UNKNOWN"),
        ('every = "often"\n' + LEAST, r"every: 'often' is no interval; write \"30m\""),
        ("trust = 200\n" + LEAST, "trust: 200 is out of range; write a number from 0 to 100"),
        ("trust = true\n" + LEAST, "trust: 'True' is not a whole number"),
        ('publischer = "X"\n' + LEAST, "publischer: is no key of this table; did you mean 'publisher'"),
        ("illustrative = 1\n" + LEAST, "illustrative: '1' is not true or false"),
    ],
)
def test_a_wrong_source_file_is_told_with_file_key_reason_and_way_out(tmp_path, text, says):
    with pytest.raises(ConfigError, match=says):
        read_source(written(tmp_path, text))


def test_an_unknown_connector_is_told(tmp_path):
    written(tmp_path, LEAST.replace("tabular", "tabula"))
    with pytest.raises(ConfigError, match=r"source\.toml: no connector is called 'tabula'; did you mean 'tabular'"):
        load_sources(tmp_path)


def test_a_folder_that_is_missing_or_misnamed_is_told(tmp_path):
    with pytest.raises(ConfigError, match="There is no folder"):
        load_sources(tmp_path / "none")
    with pytest.raises(ConfigError, match="is the source's key"):
        read_source(written(tmp_path, LEAST, "Århus events"))
    with pytest.raises(ConfigError, match="'local' is the source of what people tell this hub itself"):
        read_source(written(tmp_path, LEAST, "local"))
