PRAGMA recursive_triggers = ON;
PRAGMA case_sensitive_like = ON;
CREATE TEMPORARY TABLE users (id INTEGER);
