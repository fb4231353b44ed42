"""The domain that a website is known by."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

_SHARED = """
    facebook.com instagram.com twitter.com x.com linkedin.com youtube.com google.com wordpress.com wixsite.com blogspot.com jimdo.com
    jimdosite.com weebly.com github.io foreningsportalen.dk conventus.dk folkekirken.dk sogn.dk eventbrite.com meetup.com linktr.ee
"""
SHARED_HOSTS = frozenset(_SHARED.split())
"""Hosts that house many: the site alone does not tell who it is."""


def domains(websites: Iterable[str]) -> frozenset[str]:
    """The hosts of websites without `www.`, and not those that house many.

    >>> sorted(domains(["https://www.Kolauget.dk/om-os", "www.facebook.com/kolauget"]))
    ['kolauget.dk']
    """
    return frozenset(host for website in websites if (host := _host(website)))


def _host(website: str) -> str | None:
    text = website.strip().lower()
    try:
        host = urlsplit(text if "://" in text else f"http://{text}").hostname or ""
    except ValueError:
        return None
    host = host.removeprefix("www.").rstrip(".")
    if "." not in host or any(host == shared or host.endswith(f".{shared}") for shared in SHARED_HOSTS):
        return None
    return host
