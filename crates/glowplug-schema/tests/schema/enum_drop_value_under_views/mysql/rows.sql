INSERT INTO cars VALUES (1, 'blue'), (2, 'green');
