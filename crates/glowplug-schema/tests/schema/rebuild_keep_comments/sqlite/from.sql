CREATE TABLE users (
    id INTEGER PRIMARY KEY, -- the number of the user
    name TEXT /* as they call themselves */
);
CREATE VIEW named AS
    -- without those who have no name
    SELECT id FROM users WHERE name IS NOT NULL;
CREATE TRIGGER noted AFTER INSERT ON users BEGIN
    SELECT 1; -- nothing yet
END;
