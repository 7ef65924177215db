"""Facts and a rule pack in, points out: one indicator, the budget, a project, the department."""
