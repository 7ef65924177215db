"""The files of a batch on a Dask cluster: what the client does, and what a worker."""
