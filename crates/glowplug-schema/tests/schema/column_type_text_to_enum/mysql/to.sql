CREATE TABLE orders (id INT PRIMARY KEY, status ENUM('new', 'paid', 'sent') NOT NULL DEFAULT 'new');
