SELECT conname FROM pg_constraint WHERE contype = 'f' AND confdeltype = 'a'
