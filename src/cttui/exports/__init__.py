"""What leaves cttui: events, claims, sources, marks and notes, written in one format or another."""
