// This file and the entries that import it must load on an old Node, so that it can say that it is old:
// no syntax newer than Node 12.

/** The oldest Node that everything here runs on. */
export const OLDEST_NODE = '20.19.0';

/**
 * @param {string} version such as `v20.19.0`
 * @returns {boolean} whether it is `OLDEST_NODE` or newer
 */
export function isNodeSupported(version) {
  const have = version.replace(/^v/, '').split('.').map(Number);
  const need = OLDEST_NODE.split('.').map(Number);
  for (let i = 0; i < need.length; i++) {
    const difference = (have[i] || 0) - (need[i] || 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * Loads and runs a command, or says in one line that Node is too old for it.
 * @param {() => Promise<{ main: (args: string[]) => Promise<number> }>} load
 * @param {string} [version]
 * @returns {Promise<void>} with `process.exitCode` set
 */
export async function runOnNode(load, version = process.version) {
  if (!isNodeSupported(version)) {
    process.stderr.write(`BackgroundFX Pro needs Node ${OLDEST_NODE} or newer; this is ${version}\n`);
    process.exitCode = 1;
    return;
  }
  const command = await load();
  process.exitCode = await command.main(process.argv.slice(2));
}
