"""What commands share: their options and usage errors, the choice of projects, the lines they print."""
