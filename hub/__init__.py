"""The hub: from somebody's website to one answer. STYLE of the house: each floor leans only on those beneath it (README.md)."""
