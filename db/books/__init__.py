"""What operations read and reserve, by SQL."""
