/** A graph thread that dies when it is given a negative number, and gives back everything else. */

export async function load() {}

/** @param {import('../src/node/graph.api.ts').GraphTask} task */
export async function run({ data, dims }) {
  if ((data[0] ?? 0) < 0) process.exit(7);
  return { data, dims };
}
