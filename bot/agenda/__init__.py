"""What is to be said when: the days and hours of an office, and the ladder of reminders. Pure.

Days are calendar days of the office's zone; moments have a zone. Nothing here knows a database or a person.
"""
