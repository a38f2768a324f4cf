"""Whether this installation is alive and ready, for whoever keeps it running."""
