"""What people do: they withdraw, confirm, correct, and take back what they decided."""
