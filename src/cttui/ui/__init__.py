"""The terminal: the only folder that may import Textual or Rich."""
