-- up
ALTER TYPE mood RENAME VALUE 'sad' TO 'unhappy';

-- down
ALTER TYPE mood RENAME VALUE 'unhappy' TO 'sad';
