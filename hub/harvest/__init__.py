"""From site to store: the pipeline and what keeps it polite, safe and resumable."""
