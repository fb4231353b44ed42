"""Every way in which Samgraf says no, with a stable `code` that clients find in `extensions.code`.

SamgrafError
├── ConfigError            CONFIG               a setting, a source file or a mapping is wrong; the process ends with exit code 2
├── SourceError            SOURCE               a source could not be fetched or read; its run fails alone
│   ├── SourceUnreachable  SOURCE_UNREACHABLE   no usable answer after all retries
│   │   └── SourceGone     SOURCE_GONE          404 or 410: there is no document at the address, or none any more
│   ├── SourceRefused      SOURCE_REFUSED       robots.txt, 401 or 403: the source does not want us
│   ├── BlockedAddress     BLOCKED_ADDRESS      the address leads into a private network
│   ├── TooLarge           TOO_LARGE            more bytes than the cap, before or after decoding
│   └── SourceChanged      SOURCE_CHANGED       the answer no longer has the shape that its connector or mapping expects
├── RecordError            RECORD               one item cannot be read; it is quarantined, the rest goes on
├── StoreError             STORE                the database cannot do what was asked
│   ├── StoreUnavailable   STORE_UNAVAILABLE    no answer, locked or no room on the disk
│   └── StoreVersion       STORE_VERSION        the database is older or newer than this program
├── QueryError             QUERY                a question that cannot be answered as it is put
│   ├── BadCursor          BAD_CURSOR           a cursor of another list, order or filter
│   ├── CursorExpired      CURSOR_EXPIRED       a place in the change feed that is older than what the feed keeps
│   ├── BadArgument        BAD_ARGUMENT         an argument outside of what the field takes
│   │   ├── BadRequest     BAD_REQUEST          what was sent is no request that this address answers, by its shape
│   │   ├── UnsupportedMedia UNSUPPORTED_MEDIA_TYPE  what was sent is not of a media type that this address takes
│   │   ├── NotAcceptable  NOT_ACCEPTABLE       the client takes none of the media types that are served
│   │   ├── NoSuchSource   UNKNOWN_SOURCE       no source of this key takes part in what was asked
│   │   ├── NotReadable    UNREADABLE_DOCUMENT  what was given is not what its source can be read from
│   │   ├── BeingRead      BEING_READ           another document of that source is being read just now
│   │   ├── OtherDocument  OTHER_DOCUMENT       the document of that source is another one than `If-Match` says
│   │   ├── NotAllowed     METHOD_NOT_ALLOWED   a method that is not served at this address
│   │   ├── NotFound       NOT_FOUND            nothing is kept under this address, or it is not yours
│   │   ├── UnknownDocument UNKNOWN_DOCUMENT    no document is registered under this id
│   │   ├── HashNotFound   PERSISTED_QUERY_NOT_FOUND  send the document with its hash, once
│   │   └── HashNotSupported PERSISTED_QUERY_NOT_SUPPORTED  this hub does not take part in that handshake
│   ├── BadRepresentation  BAD_REPRESENTATION   what a gateway sent as a reference is none; the others are answered
│   ├── OverLimit          OVER_LIMIT           more than one answer may hold
│   │   ├── BodyTooLarge       BODY_TOO_LARGE       a request of too many bytes
│   │   ├── TooLong            TOO_LONG             a document of too many characters
│   │   ├── TooManyTokens      TOO_MANY_TOKENS      a document of too many tokens
│   │   ├── TooDeep            TOO_DEEP             fields, or fields of the introspection, too deep within one another
│   │   ├── TooManyAliases     TOO_MANY_ALIASES     more aliases than one operation may have, those of its fragments included
│   │   ├── TooManyRootFields  TOO_MANY_ROOT_FIELDS more fields of the root than one operation may ask for
│   │   ├── TooManyDirectives  TOO_MANY_DIRECTIVES  more directives than one operation may have, those of its fragments included
│   │   ├── TooManyFields      TOO_MANY_FIELDS      a document that unfolds to too many fields, or names the same ones too often
│   │   ├── TooCostly          TOO_COSTLY           an answer of too many rows times fields
│   │   └── RateLimited        RATE_LIMITED         a client that asks too often, too much, or too many things at once
│   ├── TookTooLong        TIMEOUT              stopped at its deadline
│   ├── SubscriptionOverHttp SUBSCRIPTION_OVER_HTTP  a subscription was sent where there is one answer and no stream
│   ├── TooManyStreams     TOO_MANY_STREAMS     more sockets, subscriptions or event streams than one client may have open
│   ├── WrongMethod        WRONG_METHOD         something else than a question was sent by GET
│   ├── Left               LEFT                 whoever asked is gone before the answer was there; seen in logs only
│   └── Busy               BUSY                 what the answer needs is not in memory yet; it can be asked again soon
└── AccessError            ACCESS               not allowed for this viewer
    ├── Unauthenticated    UNAUTHENTICATED      the key or token opens nothing: unknown, ended or malformed, all told alike
    └── Forbidden          FORBIDDEN            the viewer is known, and may not; whether there is anything is not told

A message is a story: what, where, and the way out.
"""

from __future__ import annotations


class SamgrafError(Exception):
    """A refusal that a person can act upon: `str(error)` is fit for anybody's eyes and holds no internals."""

    code = "INTERNAL"


class ConfigError(SamgrafError):
    code = "CONFIG"


class SourceError(SamgrafError):
    code = "SOURCE"


class SourceUnreachable(SourceError):
    code = "SOURCE_UNREACHABLE"


class SourceGone(SourceUnreachable):
    code = "SOURCE_GONE"


class SourceRefused(SourceError):
    code = "SOURCE_REFUSED"


class BlockedAddress(SourceError):
    code = "BLOCKED_ADDRESS"


class TooLarge(SourceError):
    code = "TOO_LARGE"


class SourceChanged(SourceError):
    code = "SOURCE_CHANGED"


class RecordError(SamgrafError):
    """One item that cannot be read; `field` is the field of the source that stands in the way, where there is one."""

    code = "RECORD"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class StoreError(SamgrafError):
    code = "STORE"


class StoreUnavailable(StoreError):
    code = "STORE_UNAVAILABLE"


class StoreVersion(StoreError):
    code = "STORE_VERSION"


class QueryError(SamgrafError):
    code = "QUERY"


class BadCursor(QueryError):
    code = "BAD_CURSOR"


class CursorExpired(QueryError):
    code = "CURSOR_EXPIRED"


class BadArgument(QueryError):
    code = "BAD_ARGUMENT"


class BadRequest(BadArgument):
    code = "BAD_REQUEST"


class UnsupportedMedia(BadArgument):
    code = "UNSUPPORTED_MEDIA_TYPE"


class NotAcceptable(BadArgument):
    code = "NOT_ACCEPTABLE"


class NoSuchSource(BadArgument):
    code = "UNKNOWN_SOURCE"


class NotReadable(BadArgument):
    code = "UNREADABLE_DOCUMENT"


class BeingRead(BadArgument):
    code = "BEING_READ"


class OtherDocument(BadArgument):
    code = "OTHER_DOCUMENT"


class NotAllowed(BadArgument):
    code = "METHOD_NOT_ALLOWED"


class NotFound(BadArgument):
    code = "NOT_FOUND"


class UnknownDocument(BadArgument):
    code = "UNKNOWN_DOCUMENT"


class HashNotFound(BadArgument):
    code = "PERSISTED_QUERY_NOT_FOUND"


class HashNotSupported(BadArgument):
    code = "PERSISTED_QUERY_NOT_SUPPORTED"


class BadRepresentation(QueryError):
    code = "BAD_REPRESENTATION"


class OverLimit(QueryError):
    code = "OVER_LIMIT"


class BodyTooLarge(OverLimit):
    code = "BODY_TOO_LARGE"


class TooLong(OverLimit):
    code = "TOO_LONG"


class TooManyTokens(OverLimit):
    code = "TOO_MANY_TOKENS"


class TooDeep(OverLimit):
    code = "TOO_DEEP"


class TooManyAliases(OverLimit):
    code = "TOO_MANY_ALIASES"


class TooManyRootFields(OverLimit):
    code = "TOO_MANY_ROOT_FIELDS"


class TooManyDirectives(OverLimit):
    code = "TOO_MANY_DIRECTIVES"


class TooManyFields(OverLimit):
    code = "TOO_MANY_FIELDS"


class TooCostly(OverLimit):
    code = "TOO_COSTLY"


class RateLimited(OverLimit):
    """Too many requests, or too much cost, for now; `retry_after`: seconds until the next one has a chance."""

    code = "RATE_LIMITED"

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class TookTooLong(QueryError):
    code = "TIMEOUT"


class WrongMethod(QueryError):
    code = "WRONG_METHOD"


class SubscriptionOverHttp(QueryError):
    code = "SUBSCRIPTION_OVER_HTTP"


class TooManyStreams(QueryError):
    code = "TOO_MANY_STREAMS"


class Left(QueryError):
    code = "LEFT"


class Busy(QueryError):
    code = "BUSY"


class AccessError(SamgrafError):
    code = "ACCESS"


class Unauthenticated(AccessError):
    code = "UNAUTHENTICATED"


class Forbidden(AccessError):
    code = "FORBIDDEN"
