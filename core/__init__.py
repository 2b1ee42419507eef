"""What the centre is and does; it knows nothing of screens, devices and stores."""
