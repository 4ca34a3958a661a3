"""What changed in a view since an earlier edition."""
