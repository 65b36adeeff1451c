-- up
ALTER TABLE "Users" RENAME TO users;
ALTER TABLE users RENAME COLUMN "Name" TO name;

-- down
ALTER TABLE users RENAME COLUMN name TO "Name";
ALTER TABLE users RENAME TO "Users";
