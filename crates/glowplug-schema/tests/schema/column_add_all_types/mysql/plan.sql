-- up
CREATE TABLE kinds (
    a tinyint,
    b tinyint(1),
    c smallint unsigned,
    d mediumint,
    e bigint unsigned,
    f int(5) unsigned zerofill,
    g decimal(20,6) unsigned,
    h float,
    i double,
    j bit(8),
    k char(3),
    l varchar(10),
    m tinytext,
    n text,
    o mediumtext,
    p longtext,
    q binary(16),
    r varbinary(32),
    s tinyblob,
    t blob,
    u mediumblob,
    v longblob,
    w date,
    x time(3),
    y datetime(6),
    z timestamp NULL,
    aa year,
    ab enum('x','y,z'),
    ac set('a','b'),
    ad json,
    ae geometry,
    af polygon,
    ag uuid,
    ah inet6
);

-- down
-- data-loss: the rows of kinds are lost
DROP TABLE kinds;
