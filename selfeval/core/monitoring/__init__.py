"""Monitoring of the year (绩效运行监控): facts to the end of a month, and the lights that they give."""
