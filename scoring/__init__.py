"""The rules of skill competitions: schemes, marking, ranking, awards and tariffs, free of the web and of databases."""
