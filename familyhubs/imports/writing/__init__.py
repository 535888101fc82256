"""What a line becomes: the rows that the actions would have written, dated as the line says."""
