INSERT INTO pages VALUES ('Start', 'see Other', NULL);
INSERT INTO links VALUES ('Start', 'Other');
