"""Who is asking: keys and tokens become a Viewer."""
