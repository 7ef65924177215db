"""The evaluation in progress: its entries, scores, findings and questions."""
