"""Target texts (指标值) into what they ask for."""
