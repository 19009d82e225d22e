"""The register of what the law makes an office publish (Specified Information Order, RULES 10)."""
