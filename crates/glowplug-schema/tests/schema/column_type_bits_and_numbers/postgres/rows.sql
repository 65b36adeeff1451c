INSERT INTO t (flags, mask, price, digits) VALUES (b'00000101', 5, 7, b'101');
