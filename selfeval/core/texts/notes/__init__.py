"""The assumptions that a reading can make, each as one sentence."""
