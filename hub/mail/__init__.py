"""Mail that goes out: letters are written here and handed to a mail server."""
