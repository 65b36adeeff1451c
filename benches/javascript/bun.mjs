// Bun's own SQL client, with its pool, as its documentation shows it.
import { SQL } from "bun";
import { serve } from "./serve.mjs";
import * as text from "./sql.mjs";

const [url, connections] = process.argv.slice(2);
const sql = new SQL({ url, max: Number(connections), bigint: false });
const numbers = ["memory_id", "user_id", "server_id", "memories", "total_memories"];

/// int8 comes as text or BigInt.
function row(found) {
  for (const name of numbers) if (found[name] !== undefined) found[name] = Number(found[name]);
  return found;
}

const page = (rows) => rows.slice(0, text.PAGE).map(row);

const calls = {
  async add({ user, guild, content }) {
    const [found] = await sql`INSERT INTO personal_memories (user_id, server_id, memory_content, memory_type)
      SELECT users.user_id, servers.server_id, ${content}, 'general' FROM users
      INNER JOIN servers ON servers.discord_server_id = ${guild}
      WHERE users.discord_user_id = ${user}
      RETURNING memory_id, user_id, server_id, memory_content, memory_type, created_at, updated_at`;
    return row(found);
  },
  async state({ guild }) {
    const [found] = await sql`SELECT servers.server_id, servers.discord_server_id, servers.config,
      tomori_instances.personality_data AS personality, tomori_instances.llm_config AS llm
      FROM servers
      INNER JOIN tomori_instances ON tomori_instances.server_id = servers.server_id
      WHERE servers.discord_server_id = ${guild} LIMIT 1`;
    return row(found);
  },
  async page({ user, guild, after }) {
    const [createdAt, key] = after ? [after.created_at, String(after.key)] : text.START;
    return page(await sql`SELECT memory_id, user_id, server_id, memory_content, memory_type, created_at, updated_at
      FROM personal_memories
      WHERE user_id = (SELECT user_id FROM users WHERE discord_user_id = ${user})
      AND server_id = (SELECT server_id FROM servers WHERE discord_server_id = ${guild})
      AND (created_at, memory_id) < (${createdAt}::text::timestamptz, ${key}::text::bigint)
      ORDER BY created_at DESC, memory_id DESC LIMIT ${text.PAGE + 1}`);
  },
  async offset_page({ user, guild, offset }) {
    return page(await sql`SELECT memory_id, user_id, server_id, memory_content, memory_type, created_at, updated_at
      FROM personal_memories
      WHERE user_id = (SELECT user_id FROM users WHERE discord_user_id = ${user})
      AND server_id = (SELECT server_id FROM servers WHERE discord_server_id = ${guild})
      ORDER BY created_at DESC, memory_id DESC LIMIT ${text.PAGE} OFFSET ${offset}`);
  },
  async set_config({ guild, value }) {
    const [found] = await sql`UPDATE servers
      SET config = jsonb_set(config, '{humanizer_degree}', to_jsonb(${value}::int))
      WHERE discord_server_id = ${guild}
      RETURNING server_id, discord_server_id, config, created_at, updated_at`;
    return row(found);
  },
  async search({ guild, term }) {
    return page(await sql`SELECT memory_id, server_id, memory_content, memory_type, created_at, updated_at
      FROM server_memories
      WHERE server_id = (SELECT server_id FROM servers WHERE discord_server_id = ${guild})
      AND memory_content ILIKE ${`%${term}%`}
      ORDER BY created_at DESC, memory_id DESC LIMIT ${text.PAGE + 1}`);
  },
  async bulk({ user_id, server_id, contents }) {
    const rows = contents.map((memory_content) => ({ user_id, server_id, memory_content, memory_type: "general" }));
    const stored = await sql`INSERT INTO personal_memories ${sql(rows)}
      RETURNING memory_id, user_id, server_id, memory_content, memory_type, created_at, updated_at`;
    return stored.length;
  },
  async key({ server_id, key }) {
    await sql`INSERT INTO encrypted_api_keys (server_id, provider_name, encrypted_key)
      VALUES (${server_id}, 'pgcrypto', pgp_sym_encrypt(${key}::text, ${text.SECRET}::text))
      ON CONFLICT (server_id, provider_name) DO UPDATE SET encrypted_key = excluded.encrypted_key
      RETURNING api_key_id, server_id, provider_name, created_at, updated_at`;
    const [found] = await sql`SELECT pgp_sym_decrypt(encrypted_key, ${text.SECRET}::text) AS key
      FROM encrypted_api_keys WHERE server_id = ${server_id} AND provider_name = 'pgcrypto' LIMIT 1`;
    return found.key;
  },
  async transfer({ from, to, guild }) {
    return sql.begin(async (tx) => {
      const [route] = await tx`SELECT
        (SELECT user_id FROM users WHERE discord_user_id = ${from}) AS source,
        (SELECT user_id FROM users WHERE discord_user_id = ${to}) AS target,
        (SELECT server_id FROM servers WHERE discord_server_id = ${guild}) AS server`;
      const moved = await tx`UPDATE personal_memories SET user_id = ${route.target}
        WHERE user_id = ${route.source} AND server_id = ${route.server} RETURNING memory_id`;
      const context = { from, to, memories: moved.length };
      await tx`INSERT INTO error_logs (server_id, error_type, error_message, error_context)
        VALUES (${route.server}, 'memory_transfer', ${`${moved.length} memories went`}, ${context})`;
      return moved.length;
    });
  },
  async statistics({ guild }) {
    return (await sql.unsafe(text.STATISTICS, [guild])).map(row);
  },
  async purge({ memory_type, before }) {
    return (await sql.unsafe(text.PURGE, [memory_type, before, 5000])).count;
  },
  async message({ user, guild }) {
    const state = await calls.state({ guild });
    const [found] = await sql.unsafe(text.USER, [user]);
    const list = await calls.page({ user, guild, after: null });
    const ofServer = page(await sql`SELECT memory_id, server_id, memory_content, memory_type, created_at, updated_at
      FROM server_memories
      WHERE server_id = (SELECT server_id FROM servers WHERE discord_server_id = ${guild})
      ORDER BY created_at DESC, memory_id DESC LIMIT ${text.PAGE + 1}`);
    return [state, row(found), list, ofServer];
  },
};

await serve(calls);
