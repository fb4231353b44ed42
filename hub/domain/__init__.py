"""The words of the house: standard library only, no I/O."""
