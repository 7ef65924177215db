"""The reviewer's use cases: a form reviewed beside its unit's figures, samples drawn, projects of several units."""
