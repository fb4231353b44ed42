"""One frozen Settings, from SAMGRAF_* in the environment; a wrong one is refused with its name, what was found and what is expected."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from hub.domain.limits import RoleLimits
from hub.domain.viewer import ViewerRole
from hub.errors import ConfigError

ADDRESS = r"^$|^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$"
"""An e-mail address of the plain kind, or nothing."""
TokenAlgorithm = Literal["EdDSA", "Ed25519", "ES256", "RS256"]
SHORTEST_KEY = 32


class Forum(BaseModel):
    """A forum that tells the hub of its threads (hub/curation/forum.py). `trusted`: what it tells is public at once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = Field(pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*[^\s?#/])?$", max_length=500)
    secret: SecretStr = Field(min_length=16)
    name: str = Field("", max_length=200)
    trusted: bool = False


class Settings(BaseSettings):
    """Every setting of the hub. Descriptions become the tables in README.md.

    A limit of a role is set alone, the others keep their defaults: SAMGRAF_LIMITS__ANONYMOUS__DEPTH=15.
    """

    model_config = SettingsConfigDict(
        env_prefix="SAMGRAF_", frozen=True, extra="ignore", env_nested_delimiter="__", nested_model_default_partial_update=True
    )

    database_url: str = Field("sqlite:///samgraf.db", pattern=r"^sqlite:///.+", description="where everything is kept: sqlite:///PATH")
    sources: Path = Field(Path("sources"), description="folder of source files, one folder with a source.toml for each source")
    base_url: str = Field(
        "http://127.0.0.1:8000",
        pattern=r"^https?://[^/]+.*[^/]$",
        description="public address of this hub, without a slash at the end; else where it listens",
    )
    host: str = Field("127.0.0.1", description="address that `serve` listens on")
    port: int = Field(8000, ge=1, le=65535, description="port that `serve` listens on")
    origins: str = Field(
        "",
        pattern=r"^(https?://[^\s,/]+([\s,]+https?://[^\s,/]+)*)?$",
        description="sites whose pages may send a key (https://forum.example.org, separated by spaces); reading without one is open to all",
    )
    workers: int = Field(1, ge=1, le=64, description="processes that `serve` answers with, all on one database")
    max_connections: int = Field(1_000, ge=10, le=100_000, description="connections that one process keeps; whoever comes then is told 503")
    head_seconds: float = Field(10.0, gt=0, le=300, description="longest time in which the head of a request has to arrive")
    body_seconds: float = Field(30.0, gt=0, le=3600, description="longest time in which the body of a request has to arrive")
    drain_seconds: float = Field(60.0, gt=0, le=3600, description="longest time in which a client may read nothing of its answer")
    readers: int = Field(4, ge=1, le=64, description="connections that answer questions at the same time")
    patience_seconds: float = Field(1.0, gt=0, le=60, description="how long a question waits for a free reader before it is told 503")
    query_seconds: float = Field(30.0, gt=0, le=300, description="longest time that one answer may take, whoever asks")
    max_page: int = Field(500, ge=20, le=1000, description="largest `first` or `last` of a list, whoever asks")
    max_rows: int = Field(10_000, ge=100, le=1_000_000, description="most rows that one answer may hold, all levels together, whoever asks")
    stale_seconds: float = Field(
        5.0, ge=0, le=60, description="how long an answer is given again while nothing was written; 0 keeps none. Ages in it lag as much"
    )
    kept_megabytes: int = Field(16, ge=0, le=10_000, description="room for answers that are given again, in each process")
    suggestions: bool = Field(False, description="whether a wrong name in a question is answered with names that may have been meant")
    documents: str = Field(
        "any",
        pattern="^(any|apq|registered)$",
        description="which GraphQL documents are answered: any, any and Apollo's handshake by hash (apq), or registered ones only",
    )
    cache_seconds: int = Field(5, ge=0, le=86_400, description="how long a cache may keep what a registered document answers to anybody")
    limits: RoleLimits = Field(RoleLimits(), description="what one client may ask for, by role")
    limits_mode: str = Field(
        "enforce", pattern="^(enforce|warn)$", description="`warn` answers what the limits of a role would refuse, and logs it"
    )
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = Field(
        (), description='networks of the proxies whose X-Forwarded-For is believed, as JSON: `["10.0.0.0/8"]`'
    )
    socket_init_seconds: float = Field(10.0, gt=0, le=60, description="how long a new socket may stay without `connection_init`")
    heartbeat_seconds: float = Field(15.0, gt=0, le=300, description="how often a silent stream says that it is alive")
    recheck_seconds: float = Field(10.0, gt=0, le=20, description="how often it is asked whether whoever holds a stream may still have it")
    watch_seconds: float = Field(1.0, ge=0.02, le=60, description="how often the store is looked at for whoever follows it")
    webhook_key: SecretStr = Field(
        SecretStr(""),
        description="secret from which that of each watch is made; without it no watch is taken or told, and another changes all",
    )
    webhook_seconds: float = Field(10.0, gt=0, le=60, description="longest time that a receiver may take to answer a message")
    webhook_pause_seconds: float = Field(5.0, gt=0, le=3600, description="pause after a message was not taken; it doubles each time")
    webhook_attempts: int = Field(16, ge=1, le=100, description="how often a message is sent before its watch is paused (16: for a day)")
    key_watches: int = Field(10, ge=1, le=1_000, description="most watches of one key")
    max_watches: int = Field(1_000, ge=1, le=100_000, description="most watches of all keys together")
    document_days: int = Field(30, ge=1, le=3650, description="days that a fetched document is kept; the newest is always kept")
    user_agent: str = Field("Samgraf/0.1 (+https://example.org/samgraf)", description="how the harvester presents itself to sites")
    pace_seconds: float = Field(1.0, ge=0, le=60, description="least time between two requests to one host")
    fetch_seconds: float = Field(60.0, gt=0, le=3600, description="longest time for one request, redirects and retries included")
    fetch_bytes: int = Field(20_000_000, ge=1000, le=1_000_000_000, description="largest document, after decoding")
    withdrawal_key: SecretStr = Field(
        SecretStr(""), description="secret with which withdrawals are remembered; keep it outside of the database and its back-ups"
    )
    local_name: str = Field("Told here", min_length=1, max_length=200, description="name of the source of what people tell this hub itself")
    local_licence: str = Field(
        "CC0-1.0", min_length=1, max_length=60, description="licence (SPDX) of what people tell here; `unknown` keeps it from exports"
    )
    local_language: str = Field("da", pattern="^[a-z]{2,3}$", description="language of contributions that tell none")
    local_trust: int = Field(70, ge=0, le=100, description="how contributions count beside sources (50 is one like any other; higher wins)")
    most_waiting: int = Field(50, ge=1, le=100_000, description="contributions of one contributor that may wait at once")
    reports_hour: int = Field(5, ge=1, le=1_000, description="problems that one client may report in an hour, with or without a key")
    most_reports: int = Field(500, ge=1, le=100_000, description="reports of anybody that may wait at once, of all clients together")
    report_days: int = Field(90, ge=1, le=3650, description="days that a report which was decided keeps its words, and its answer")
    harvest_request_seconds: int = Field(
        900, ge=0, le=86_400, description="how long after a harvest of a source somebody may ask for the next one"
    )
    confirmation_hours: int = Field(72, ge=1, le=720, description="hours in which a request to speak for an organization can be proven")
    confirmations_per_contributor: int = Field(
        5, ge=0, le=1_000, description="requests a day to speak for an organization, by one contributor"
    )
    confirmations_per_organization: int = Field(3, ge=0, le=1_000, description="mails a day that ask one organization")
    confirmations_per_day: int = Field(200, ge=0, le=100_000, description="mails a day that ask organizations, in all")
    confirmation_looks: int = Field(20, ge=1, le=1_000, description="times that a website is looked at for one request to speak")
    receipt_days: int = Field(30, ge=1, le=3650, description="days in which a repeated `idempotencyKey` gets the same answer")
    forums: dict[Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")], Forum] = Field(
        {},
        max_length=100,
        description="JSON object of forums whose webhooks are taken, by a name of yours: "
        '`{"klub": {"url": "https://forum.example", "secret": "…", "name": "Klubforum", "trusted": true}}`',
    )
    most_mentions: int = Field(
        1_000,
        ge=1,
        le=100_000,
        description="pages of other sites (Webmention) that may wait to be read, and of their words that may wait for somebody",
    )
    traces: bool = Field(False, description="whether spans are sent by OpenTelemetry (samgraf[otel]); OTEL_* says where to")
    max_keys: int = Field(1_000, ge=1, le=1_000_000, description="most API keys that stand at once")
    key_cache_seconds: float = Field(15.0, gt=0, le=15, description="longest time that a revoked key still opens")
    token_issuer: str = Field("", max_length=500, description="`iss` of the tokens (JWT) that are accepted; none are without it")
    token_audience: str = Field("", max_length=500, description="`aud` of the tokens that are accepted: the name of this hub at the issuer")
    token_keys: str = Field(
        "",
        pattern=r"^$|^https://[^/@]+(/.*)?$|^http://(127\.0\.0\.1|localhost)(:[0-9]+)?/|^[^:]+$",
        description="the issuer's public keys (JWKS): an https address, or a file",
    )
    token_keys_seconds: float = Field(600.0, ge=1, le=86_400, description="how long the issuer's keys are kept before they are read again")
    token_algorithms: tuple[TokenAlgorithm, ...] = Field(
        ("EdDSA", "Ed25519", "ES256", "RS256"), min_length=1, description="JSON list of the algorithms that tokens may be signed with"
    )
    token_leeway_seconds: int = Field(30, ge=0, le=300, description="how far the clocks of issuer and hub may differ")
    token_role_claim: str = Field("roles", max_length=200, description="claim that holds roles, by name or path (`realm_access.roles`)")
    token_roles: dict[str, ViewerRole] = Field(
        {}, max_length=50, description="JSON object from the issuer's roles to ours; any other is a reader"
    )
    token_scope_claim: str = Field("scope", max_length=200, description="claim that holds scopes, as a list or divided by spaces")
    token_sources_claim: str = Field("samgraf_sources", max_length=200, description="claim that holds the sources somebody looks after")
    token_areas_claim: str = Field(
        "samgraf_areas",
        max_length=200,
        description="claim that holds codes of areas: what a moderator is bound to, and a contributor's own",
    )
    token_cvr_claim: str = Field(
        "",
        max_length=200,
        description="claim by which the issuer vouches for a CVR number (as MitID Erhverv can): its holder speaks for that organization",
    )
    token_name_key: SecretStr = Field(
        SecretStr(""), description="secret by which subjects of tokens become names in logs; without it, names last as long as a process"
    )
    mail_host: str = Field("", max_length=253, description="host of the mail server (SMTP); without one, mail is printed on the console")
    mail_port: int = Field(587, ge=1, le=65535, description="port of the mail server: 587 with starttls, 465 with tls")
    mail_security: Literal["starttls", "tls", "none"] = Field("starttls", description="how the way to the mail server is made safe")
    mail_user: str = Field("", max_length=320, description="name by which the hub logs on to the mail server; none without it")
    mail_password: SecretStr = Field(SecretStr(""), description="password for the mail server")
    mail_from: str = Field("", pattern=ADDRESS, max_length=254, description="address that mail comes from")
    mail_reply_to: str = Field("", pattern=ADDRESS, max_length=254, description="address that answers to mail go to, where it is another")
    mail_language: Literal["da", "en"] = Field("da", description="language of mail, and of pages for who wishes none")
    mail_seconds: float = Field(30.0, gt=0, le=300, description="longest time in which one letter is handed to the mail server")
    mail_tries: int = Field(8, ge=1, le=50, description="how often a letter is tried, after pauses that double from a minute to six hours")
    operator_mail: str = Field(
        "",
        pattern=ADDRESS,
        max_length=254,
        description="address that is told, once a day at most, which sources fail and which runs are held",
    )
    alert_failures: int = Field(3, ge=1, le=1_000, description="harvests of a source that fail one after the other before that is told")

    @field_validator("webhook_key")
    @classmethod
    def _long_enough(cls, key: SecretStr) -> SecretStr:
        """Whoever receives messages knows one secret that is made from it, and could try short keys until it finds this one."""
        if 0 < len(key.get_secret_value()) < SHORTEST_KEY:
            raise ValueError(f"it needs {SHORTEST_KEY} characters; `openssl rand -hex 32` makes some")
        return key

    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="least important message that is logged")


EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - to be compared with, not to be bound


def load(**given: Any) -> Settings:
    """The settings of this process; what is `given` (None: nothing) stands before the environment.

    Without a `base_url` the hub is where it listens. Raises ConfigError with one line for each wrong one.
    """
    try:
        settings = Settings().model_copy(update={name: value for name, value in given.items() if value is not None})
        if "base_url" in settings.model_fields_set:
            return settings
        host = "127.0.0.1" if settings.host in EVERYWHERE else settings.host
        return settings.model_copy(update={"base_url": f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"})
    except ValidationError as error:
        lines = [
            f"SAMGRAF_{'__'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']}"
            + (f" (found {str(fault['input'])[:60]!r})" if "key" not in str(fault["loc"]) and "forums" not in fault["loc"] else "")
            for fault in error.errors()
        ]
        raise ConfigError("; ".join(lines)) from None
