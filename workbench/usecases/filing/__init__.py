"""The papers that a school files after an exam: grade book, score sheets, tables, the zip of a sitting."""
