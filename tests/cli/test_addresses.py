"""Where a hub is, for whoever it tells an address of its own."""

from __future__ import annotations

import pytest

from hub.settings import load


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"port": 9000}, "http://127.0.0.1:9000"),
        ({"host": "0.0.0.0", "port": None}, "http://127.0.0.1:8000"),
        ({"host": "::1", "port": 9000}, "http://[::1]:9000"),
        ({"host": "hub.internal"}, "http://hub.internal:8000"),
    ],
)
def test_a_hub_without_a_public_address_is_where_it_listens(given, url, monkeypatch):
    monkeypatch.delenv("SAMGRAF_BASE_URL", raising=False)
    assert load(**given).base_url == url
    monkeypatch.setenv("SAMGRAF_BASE_URL", "https://graf.example.org")
    assert load(**given).base_url == "https://graf.example.org"
