-- up
ALTER VIEW a SET (check_option=local, security_barrier=true);
ALTER VIEW b RESET (check_option, security_barrier);

-- down
ALTER VIEW a RESET (check_option, security_barrier);
ALTER VIEW b SET (check_option=cascaded, security_barrier=true);
