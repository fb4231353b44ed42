"""Connectors are found by being there."""

from __future__ import annotations

import pytest

from hub.domain.source import Licence, LicenceState, Source
from hub.errors import ConfigError
from hub.sdk.connector import Connector
from hub.sdk.discover import connector_for, connector_named, connectors


def test_every_module_of_the_package_brings_its_connector() -> None:
    found = connectors()
    assert "website" in found
    assert list(found) == sorted(found)
    assert all(issubclass(kind, Connector) and kind.name == name for name, kind in found.items())


def test_a_misspelt_connector_is_answered_with_the_one_that_was_meant() -> None:
    with pytest.raises(ConfigError, match="did you mean 'website'"):
        connector_named("webiste")
    with pytest.raises(ConfigError, match=r"there are: .*website"):
        connector_named("zzz")


def test_a_wrong_setting_is_named() -> None:
    licence = Licence("CC0", LicenceState.KNOWN)
    source = Source(
        key="klub", name="Klub", connector="website", url="https://klub.example/", licence=licence, settings={"max_pages": "many", "x": 1}
    )
    with pytest.raises(ConfigError, match=r"source klub .*settings\.max_pages: .*settings\.x: "):
        connector_for(source)
