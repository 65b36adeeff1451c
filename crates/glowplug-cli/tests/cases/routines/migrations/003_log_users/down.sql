DROP TRIGGER log_users;
