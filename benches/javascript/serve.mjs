// What the scripts share: a line of JSON is a request, a line of JSON is the answer.
import { createInterface } from "node:readline";

const guild = (n) => String(100000000000000000n + BigInt(n));
const user = (n) => String(200000000000000000n + BigInt(n));
const between = (low, high) => low + Math.floor(Math.random() * (high - low + 1));
const now = () => Number(process.hrtime.bigint()) / 1e3;

/// The next call of the mix: four reads, then a write.
function draw(data) {
  const number = between(2, data.users - 100);
  const owner = { user: user(number), guild: guild(2 + (number % (data.servers - 1))) };
  const any = guild(between(2, data.servers));
  switch (between(0, 9)) {
    case 0: case 1: case 2: case 3: return { call: "state", guild: any };
    case 4: case 5: case 6: case 7: return { call: "page", ...owner, after: null };
    case 8: return { call: "add", ...owner, content: `knows ${Math.random()} of many things` };
    default: return { call: "set_config", guild: any, value: between(0, 3) };
  }
}

async function task(calls, data, until, micros) {
  for (;;) {
    const call = draw(data);
    const start = now();
    if (start >= until) return;
    await calls[call.call](call);
    micros.push(now() - start);
  }
}

async function answer(calls, request) {
  if (request.answer) {
    return { answer: (await calls[request.answer.call](request.answer)) ?? null };
  }
  if (request.turn) {
    const start = now();
    for (const call of request.turn) await calls[call.call](call);
    return { micros: now() - start };
  }
  const { tasks, milliseconds, data } = request.mix;
  const micros = [];
  const [start, cpu] = [now(), process.cpuUsage()];
  const running = Array.from({ length: tasks }, () => task(calls, data, start + milliseconds * 1e3, micros));
  await Promise.all(running);
  const used = process.cpuUsage(cpu);
  return { mix: { micros, wall: now() - start, processor: used.user + used.system } };
}

/// Serves requests until the pipe is closed.
export async function serve(calls) {
  for await (const line of createInterface({ input: process.stdin })) {
    let reply;
    try {
      reply = await answer(calls, JSON.parse(line));
    } catch (error) {
      reply = { error: String(error?.stack ?? error) };
    }
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
  process.exit(0);
}
