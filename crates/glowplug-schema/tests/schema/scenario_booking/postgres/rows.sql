INSERT INTO rooms (name, beds) VALUES ('blue', 2);
INSERT INTO guests (name) VALUES ('ann');
INSERT INTO bookings (room_id, guest_id, starts, ends) VALUES (1, 1, '2024-01-01', '2024-01-03');
