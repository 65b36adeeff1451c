DROP TRIGGER log_users ON users;
DROP FUNCTION log_user;
