DROP FUNCTION jsonb_set_deep(jsonb, text[], jsonb);
