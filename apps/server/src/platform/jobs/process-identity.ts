import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Machine, process, and a word that no other start of it has. */
const IDENTITY = /^(.*)#(\d+)#([\w-]+)$/;

/** What this process signs its leases with. */
export function newIdentity(): string {
  return `${hostname()}#${process.pid}#${randomUUID()}`;
}

/**
 * Whether the process of an identity is known to be gone. Of another machine nothing is known; on this one, a process with
 * our own number and another word is one that we have come after, as happens in a container that was started again.
 */
export function isGone(identity: string, own: string): boolean {
  const [, host, pid, word] = IDENTITY.exec(identity) ?? [];
  const [, ownHost, ownPid, ownWord] = IDENTITY.exec(own) ?? [];
  if (host !== ownHost) return false;
  if (pid === ownPid) return word !== ownWord;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
