"""The department's own form: its layout, its rows of three kinds, its checks."""
