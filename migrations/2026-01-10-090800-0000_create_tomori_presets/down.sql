DROP TABLE tomori_presets;
