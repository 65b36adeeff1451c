.read users.sql
SELECT 1;
