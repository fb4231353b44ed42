"""A file per protocol or platform, and nothing else: this folder is the catalogue."""
