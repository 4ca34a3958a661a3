"""Map: where events were."""
