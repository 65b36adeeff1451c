DROP TABLE posts;
DROP TABLE psots;
