"""The commands of a finance bureau: review of a form, samples, one project of several units."""
