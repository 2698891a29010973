"""The right equation nearest to a wrong one: edits of what the author wrote, tried by values."""
