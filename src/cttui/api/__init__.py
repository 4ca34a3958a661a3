"""cttui for programs: what ``import cttui`` offers."""
