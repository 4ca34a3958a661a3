"""cttui in plain lines: for screen readers, logs and slow links."""
