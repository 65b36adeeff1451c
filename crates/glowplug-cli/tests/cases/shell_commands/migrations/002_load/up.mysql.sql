SOURCE users.sql
SELECT 1;
