"""Reading: what can be asked, noun by noun, and how it is compiled."""
