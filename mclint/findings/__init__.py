"""Findings in the making: what the checks of one family share."""
