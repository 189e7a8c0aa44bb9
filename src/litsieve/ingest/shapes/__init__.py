"""The shapes of files, whoever wrote them: tables, tagged lines, XML, JSON."""
