"""`python -m hub.cli` is the command `samgraf`, for processes that start one another."""

from hub.cli import main

main()
