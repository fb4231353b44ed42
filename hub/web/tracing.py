"""Spans for OpenTelemetry, where it was installed (`samgraf[otel]`) and is wanted (SAMGRAF_TRACES): one a request.

Where spans go is told by the variables of OpenTelemetry itself (OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME, …).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from hub.errors import ConfigError

if TYPE_CHECKING:
    from opentelemetry.trace import TracerProvider
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


TOLD_TO_NOBODY = ("/reports/", "/confirm/")
"""Addresses below these are told to nobody but who made them, or was sent them (hub/web/reports.py, confirm.py)."""


def provider() -> TracerProvider:
    """What sends spans to the collector that OTEL_* names. Raises ConfigError when OpenTelemetry is not installed."""
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - an extra
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError:
        raise ConfigError("SAMGRAF_TRACES is on, but OpenTelemetry is not installed: pip install 'samgraf[otel]'.") from None
    made = TracerProvider()
    made.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return made


class Traced:
    """A span around each request: method, path, status. Addresses' queries and bodies stay out, for they hold what people ask."""

    def __init__(self, app: ASGIApp, traces: TracerProvider) -> None:
        self.app, self._tracer = app, traces.get_tracer("samgraf")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        from opentelemetry.propagate import extract  # noqa: PLC0415 - an extra
        from opentelemetry.trace import SpanKind, Status, StatusCode  # noqa: PLC0415

        path = next((door for door in TOLD_TO_NOBODY if scope["path"].startswith(door)), scope["path"])  # what follows is a secret
        known = {"http.request.method": scope["method"], "url.path": path}
        context = extract(dict(Headers(scope=scope)))
        with self._tracer.start_as_current_span(f"{scope['method']} {path}", context, SpanKind.SERVER, known) as span:

            async def noting(message: Message) -> None:
                if message["type"] == "http.response.start":
                    span.set_attribute("http.response.status_code", message["status"])
                    if message["status"] >= 500:
                        span.set_status(Status(StatusCode.ERROR))
                await send(message)

            await self.app(scope, receive, noting)
