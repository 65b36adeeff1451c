INSERT INTO rooms (during) VALUES ('[2024-01-01, 2024-01-02)');
