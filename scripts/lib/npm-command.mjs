import { posix, win32 } from 'node:path';

/**
 * How npm is started: by the npm that runs this script where there is one, else by name. Other package managers set
 * `npm_execpath` too, to a program of their own.
 * @param {readonly string[]} args words without spaces
 * @param {{ env?: Readonly<Record<string, string | undefined>>, platform?: NodeJS.Platform, node?: string }} [machine]
 * @returns {{ program: string, args: readonly string[], shell: boolean }} with `shell`, `program` is a whole line for it
 */
export function npmCommand(
  args,
  { env = process.env, platform = process.platform, node = process.execPath } = {},
) {
  const onWindows = platform === 'win32';
  const own = env.npm_execpath;
  if (own && (onWindows ? win32 : posix).basename(own) === 'npm-cli.js') {
    return { program: node, args: [own, ...args], shell: false };
  }
  // Windows starts .cmd files through a shell alone.
  if (onWindows) return { program: ['npm.cmd', ...args].join(' '), args: [], shell: true };
  return { program: 'npm', args, shell: false };
}
