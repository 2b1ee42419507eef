"""Staff, their roles and secrets; citizens and their erasure."""
