"""Rule packs for work: chosen, compared, switched, edited as a workbook."""
