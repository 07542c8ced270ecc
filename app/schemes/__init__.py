"""Marking schemes: workbooks uploaded and questioned, versions taken over, edited, locked, printed and exported."""
