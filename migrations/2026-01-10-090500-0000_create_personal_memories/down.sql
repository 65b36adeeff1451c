DROP TABLE personal_memories;
