-- up
DROP TRIGGER events_touch ON events;
CREATE TRIGGER events_touch BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION other();
CREATE TRIGGER events_own AFTER INSERT ON events_2024 FOR EACH ROW EXECUTE FUNCTION touch();

-- down
DROP TRIGGER events_own ON events_2024;
DROP TRIGGER events_touch ON events;
CREATE TRIGGER events_touch BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION touch();
