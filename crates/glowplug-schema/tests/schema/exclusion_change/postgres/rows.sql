INSERT INTO bookings VALUES (1, '[2024-01-01, 2024-01-02)', false);
