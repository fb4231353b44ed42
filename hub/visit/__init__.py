"""Pages that were said to mention something here are read, and what they say is told."""
