"""What stands in a field → how the canonical record has it: one module a kind of value."""
