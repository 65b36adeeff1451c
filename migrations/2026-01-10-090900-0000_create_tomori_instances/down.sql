DROP TABLE tomori_instances;
