CREATE TABLE places (id int PRIMARY KEY, pt point NOT NULL, area polygon, way linestring, anything geometry, many multipoint, bits bit(10), since year, kinds set('a','b'), extra json);
