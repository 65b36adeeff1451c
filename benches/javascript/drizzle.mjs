// Drizzle ORM on postgres.js, as its documentation shows it.
import { and, desc, eq, ilike, lt, or, sql } from "drizzle-orm";
import { bigint, customType, jsonb, pgTable, text as string, timestamp } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { serve } from "./serve.mjs";
import * as text from "./sql.mjs";

const [url, connections] = process.argv.slice(2);
const client = postgres(url, { max: Number(connections), types: { bigint: postgres.BigInt } });
const db = drizzle(client);

const key = (name) => bigint(name, { mode: "number" }).generatedAlwaysAsIdentity().primaryKey();
const number = (name) => bigint(name, { mode: "number" }).notNull();
const time = (name) => timestamp(name, { withTimezone: true, mode: "string" }).notNull().defaultNow();
const times = { created_at: time("created_at"), updated_at: time("updated_at") };
const bytes = customType({ dataType: () => "bytea" });

const servers = pgTable("servers", {
  server_id: key("server_id"),
  discord_server_id: string("discord_server_id").notNull(),
  config: jsonb("config").notNull(),
  ...times,
});
const users = pgTable("users", {
  user_id: key("user_id"),
  discord_user_id: string("discord_user_id").notNull(),
  preferences: jsonb("preferences").notNull(),
  ...times,
});
const instances = pgTable("tomori_instances", {
  server_id: number("server_id"),
  personality_data: jsonb("personality_data").notNull(),
  llm_config: jsonb("llm_config").notNull(),
});
const personal = pgTable("personal_memories", {
  memory_id: key("memory_id"),
  user_id: number("user_id"),
  server_id: number("server_id"),
  memory_content: string("memory_content").notNull(),
  memory_type: string("memory_type").notNull().default("general"),
  ...times,
});
const ofServers = pgTable("server_memories", {
  memory_id: key("memory_id"),
  server_id: number("server_id"),
  memory_content: string("memory_content").notNull(),
  memory_type: string("memory_type").notNull().default("general"),
  ...times,
});
const keys = pgTable("encrypted_api_keys", {
  api_key_id: key("api_key_id"),
  server_id: number("server_id"),
  provider_name: string("provider_name").notNull(),
  encrypted_key: bytes("encrypted_key").notNull(),
});
const logs = pgTable("error_logs", {
  error_log_id: key("error_log_id"),
  server_id: bigint("server_id", { mode: "number" }),
  error_type: string("error_type").notNull(),
  error_message: string("error_message").notNull(),
  error_context: jsonb("error_context").notNull(),
});

const numbers = ["memory_id", "user_id", "server_id", "memories", "total_memories"];

/// Times as text, as RFC 3339 writes them; keys as numbers.
function row(found) {
  for (const name of ["created_at", "updated_at", "newest"]) {
    if (found[name]) found[name] = new Date(found[name]).toISOString();
  }
  for (const name of numbers) if (found[name] !== undefined) found[name] = Number(found[name]);
  return found;
}

const page = (rows) => rows.slice(0, text.PAGE).map(row);
const userKey = (user) => sql`(${db.select({ key: users.user_id }).from(users).where(eq(users.discord_user_id, user))})`;
const serverKey = (guild) =>
  sql`(${db.select({ key: servers.server_id }).from(servers).where(eq(servers.discord_server_id, guild))})`;

/// The cursor of Drizzle's guide.
const before = (table, { created_at, key }) =>
  or(lt(table.created_at, created_at), and(eq(table.created_at, created_at), lt(table.memory_id, key)));

const calls = {
  async add({ user, guild, content }) {
    const values = { user_id: userKey(user), server_id: serverKey(guild), memory_content: content };
    const [found] = await db.insert(personal).values(values).returning();
    return row(found);
  },
  async state({ guild }) {
    const columns = {
      server_id: servers.server_id,
      discord_server_id: servers.discord_server_id,
      config: servers.config,
      personality: instances.personality_data,
      llm: instances.llm_config,
    };
    const [found] = await db
      .select(columns)
      .from(servers)
      .innerJoin(instances, eq(instances.server_id, servers.server_id))
      .where(eq(servers.discord_server_id, guild))
      .limit(1);
    return found;
  },
  async page({ user, guild, after }) {
    return page(
      await db
        .select()
        .from(personal)
        .where(
          and(
            eq(personal.user_id, userKey(user)),
            eq(personal.server_id, serverKey(guild)),
            after ? before(personal, after) : undefined,
          ),
        )
        .orderBy(desc(personal.created_at), desc(personal.memory_id))
        .limit(text.PAGE + 1),
    );
  },
  async offset_page({ user, guild, offset }) {
    return page(
      await db
        .select()
        .from(personal)
        .where(and(eq(personal.user_id, userKey(user)), eq(personal.server_id, serverKey(guild))))
        .orderBy(desc(personal.created_at), desc(personal.memory_id))
        .limit(text.PAGE)
        .offset(offset),
    );
  },
  async set_config({ guild, value }) {
    const [found] = await db
      .update(servers)
      .set({ config: sql`jsonb_set(${servers.config}, '{humanizer_degree}', to_jsonb(${value}::int))` })
      .where(eq(servers.discord_server_id, guild))
      .returning();
    return row(found);
  },
  async search({ guild, term }) {
    return page(
      await db
        .select()
        .from(ofServers)
        .where(and(eq(ofServers.server_id, serverKey(guild)), ilike(ofServers.memory_content, `%${term}%`)))
        .orderBy(desc(ofServers.created_at), desc(ofServers.memory_id))
        .limit(text.PAGE + 1),
    );
  },
  async bulk({ user_id, server_id, contents }) {
    const rows = contents.map((memory_content) => ({ user_id, server_id, memory_content }));
    return (await db.insert(personal).values(rows).returning()).length;
  },
  async key({ server_id, key }) {
    const encrypted_key = sql`pgp_sym_encrypt(${key}::text, ${text.SECRET}::text)`;
    await db
      .insert(keys)
      .values({ server_id, provider_name: "pgcrypto", encrypted_key })
      .onConflictDoUpdate({ target: [keys.server_id, keys.provider_name], set: { encrypted_key } })
      .returning({ api_key_id: keys.api_key_id });
    const [found] = await db
      .select({ key: sql`pgp_sym_decrypt(${keys.encrypted_key}, ${text.SECRET}::text)` })
      .from(keys)
      .where(and(eq(keys.server_id, server_id), eq(keys.provider_name, "pgcrypto")))
      .limit(1);
    return found.key;
  },
  async transfer({ from, to, guild }) {
    return db.transaction(async (tx) => {
      const [route] = await tx.execute(
        sql`SELECT ${userKey(from)} AS source, ${userKey(to)} AS target, ${serverKey(guild)} AS server`,
      );
      const [source, target, server] = [route.source, route.target, route.server].map(Number);
      const moved = await tx
        .update(personal)
        .set({ user_id: target })
        .where(and(eq(personal.user_id, source), eq(personal.server_id, server)))
        .returning({ memory_id: personal.memory_id });
      await tx.insert(logs).values({
        server_id: server,
        error_type: "memory_transfer",
        error_message: `${moved.length} memories went`,
        error_context: { from, to, memories: moved.length },
      });
      return moved.length;
    });
  },
  async statistics({ guild }) {
    return (await client.unsafe(text.STATISTICS, [guild])).map(row);
  },
  async purge({ memory_type, before: time }) {
    return (await client.unsafe(text.PURGE, [memory_type, time, 5000])).count;
  },
  async message({ user, guild }) {
    const state = await calls.state({ guild });
    const [found] = await client.unsafe(text.USER, [user]);
    const list = await calls.page({ user, guild, after: null });
    const rows = db
      .select()
      .from(ofServers)
      .where(eq(ofServers.server_id, serverKey(guild)))
      .orderBy(desc(ofServers.created_at), desc(ofServers.memory_id))
      .limit(text.PAGE + 1);
    return [state, row(found), list, page(await rows)];
  },
};

await serve(calls);
