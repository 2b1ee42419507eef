"""Complete fake devices at the other end of memory lines, able to misbehave."""
