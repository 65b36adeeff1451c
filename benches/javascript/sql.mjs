// What both clients send as text, and values that both need.
import { readFileSync } from "node:fs";

const read = (name) => readFileSync(new URL(`../../src/sql/${name}.sql`, import.meta.url), "utf8");

export const PAGE = 20;
export const SECRET = "8iRZzjOOcEVxCNyPHtHuTwTkl3Rm1DZ5";
export const START = ["9999-12-31T23:59:59Z", "9223372036854775807"];
export const STATISTICS = read("memories_statistics");
export const PURGE = read("personal_memories_purge");
export const USER = read("users_get_or_insert");
