"""Events in a table of ClickHouse: one server or a cluster of them. Nothing here is loaded unless an address asks for it."""
