"""What stands instead of a broken timeline."""
