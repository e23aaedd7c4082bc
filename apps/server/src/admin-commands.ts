import { PLANS } from '@backgroundfx/contract';
import type { BlobStore } from './platform/blobs/blob-store.ts';
import { canonicalEmail } from './platform/email.ts';
import type { OwnedBlobs } from './platform/owned-blobs.ts';
import type { UsageService } from './usage/usage.service.ts';
import { removeUser } from './users/remove-user.ts';
import type { UserRecord, UserRepository } from './users/user.repository.ts';

export interface AdminPorts {
  readonly users: UserRepository;
  readonly usage: UsageService;
  readonly blobs: BlobStore;
  readonly owned: readonly OwnedBlobs[];
}

/** Something that the person at the keyboard can mend. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
}

/** One thing that can be done. */
export interface Command {
  /** What it wants to be told, in order. */
  readonly wants: readonly string[];
  readonly summary: string;
  /** @returns lines to print */
  run(ports: AdminPorts, told: readonly string[]): Promise<readonly string[]>;
}

export const COMMANDS: Readonly<Record<string, Command>> = {
  'list-users': {
    wants: [],
    summary: 'every account: plan, units used in this hour and in all, when it was made, e-mail address',
    async run({ users, usage }) {
      const lines = [];
      for (const user of await users.list()) {
        const { used, limit, total } = await usage.read(user);
        const units = `${used}/${limit ?? '-'}`;
        const columns = [user.plan.padEnd(10), units.padStart(9), String(total).padStart(8)];
        lines.push([...columns, user.createdAt.toISOString(), shown(user.email)].join('  '));
      }
      return lines.length > 0 ? lines : ['There are no users'];
    },
  },
  'set-plan': {
    wants: ['email', 'plan'],
    summary: `changes a plan, at once: ${PLANS.join(', ')}`,
    async run({ users }, [email = '', name = '']) {
      const plan = PLANS.find(known => known === name);
      if (!plan) throw new AdminError(`The plan must be one of ${PLANS.join(', ')}, not "${shown(name)}"`);
      const user = await find(users, email);
      await users.setPlan(user.id, plan);
      return [`${shown(user.email)} has the plan ${plan} now`];
    },
  },
  'delete-user': {
    wants: ['email'],
    summary: 'deletes an account and everything in it; there is no way back',
    async run({ users, blobs, owned }, [email = '']) {
      const { id } = await find(users, email);
      const left: string[] = [];
      await removeUser(id, { users, blobs, owned, onLeftOver: (_, folder) => left.push(folder) });
      if (left.length > 0)
        throw new AdminError(`The account is gone, but not all its files: ${left.join(', ')}`);
      return [`${shown(email)} and everything of theirs is gone`];
    },
  },
  usage: {
    wants: ['email'],
    summary: 'what a user has used, and what is left',
    async run({ users, usage }, [email = '']) {
      const { plan, limit, used, remaining, resetAt, total } = await usage.read(await find(users, email));
      return [
        `plan       ${plan}`,
        `used       ${used} of ${limit ?? 'any number of'} units in this hour`,
        `remaining  ${remaining ?? 'any number'}`,
        `reset      ${resetAt.toISOString()}`,
        `in all     ${total}`,
      ];
    },
  },
};

async function find(users: UserRepository, email: string): Promise<UserRecord> {
  const user = await users.find('email', canonicalEmail(email));
  if (user) return user;
  throw new AdminError(`There is no user with the e-mail address "${shown(email)}"`);
}

/** Text that somebody else wrote, harmless in a terminal. */
function shown(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
}
