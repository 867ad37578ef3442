"""The student's practice: choosing a task, working on it, being told why."""
