INSERT INTO posts (tags) VALUES ('{a,b}'), ('{}');
