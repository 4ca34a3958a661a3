"""A timeline for assistants: tools of the Model Context Protocol, each answer with its sources."""
