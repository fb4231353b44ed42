"""What is new, as files that other programs read again and again: Atom, JSON Feed, iCalendar."""
