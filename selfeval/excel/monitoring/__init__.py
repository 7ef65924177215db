"""The form of monitoring (绩效运行监控表): written, and read back as facts of a month."""
