SET sql_mode = 'ANSI_QUOTES';
SET @who = 'me';
CREATE TEMPORARY TABLE users (id INTEGER);
