"""How it is kept: tables, the one writer, and the transaction that turns claims into entities."""
