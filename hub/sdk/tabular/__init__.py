"""Tables and trees out of bytes: CSV, spreadsheets, JSON, JSON Lines, GeoJSON and XML, whatever their publisher did to them."""

from hub.sdk.tabular.formats import FORMATS, Reading, read
from hub.sdk.tabular.table import Item, Table

__all__ = ["FORMATS", "Item", "Reading", "Table", "read"]
