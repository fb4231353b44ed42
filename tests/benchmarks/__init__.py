"""What answers cost, measured by hand on a quiet machine."""
