/** Who is signed in. */
export interface Account {
  readonly email: string;
}

/** How many pictures may still be sent. */
export interface Allowance {
  /** Until `resetsAt`; null where there is no limit. */
  readonly left: number | null;
  readonly resetsAt: Date;
}

export type AccountField = 'email' | 'password' | 'name';

/** Why there is no account to work with, as facts; the editor finds the words. */
export type AccountProblem =
  | { readonly code: 'wrong_password' | 'email_taken' | 'busy' | 'unreachable' | 'ended' | 'failed' }
  /** Too many tries; `until` where the server says it. */
  | { readonly code: 'throttled'; readonly until: Date | undefined }
  /** Something typed is not as it must be. */
  | { readonly code: 'fields'; readonly fields: readonly AccountField[] };

/** What the page knows of the server that it came from. */
export interface ServerState {
  /** Whether there is one that answers. */
  readonly reach: 'looking' | 'there' | 'away';
  readonly account: Account | null;
  /** Of the account; null until the server has told. */
  readonly allowance: Allowance | null;
  /** Whether somebody is being signed in or out. */
  readonly isBusy: boolean;
  readonly problem: AccountProblem | null;
}

/** A part of the state that changes. */
type Change = Partial<ServerState>;

export const FIRST_STATE: ServerState = {
  reach: 'looking',
  account: null,
  allowance: null,
  isBusy: false,
  problem: null,
};

/** It is looked for again; one that was there stays on screen meanwhile. */
export function looking({ reach }: ServerState): Change {
  return reach === 'away' ? { reach: 'looking' } : {};
}

export function looked(answers: boolean): Change {
  return { reach: answers ? 'there' : 'away' };
}

export function asking(): Change {
  return { isBusy: true, problem: null };
}

export function signedIn(account: Account): Change {
  return { reach: 'there', account, allowance: null, isBusy: false, problem: null };
}

export function refused(problem: AccountProblem): Change {
  return { isBusy: false, problem };
}

export function signedOut(): Change {
  return { account: null, allowance: null, isBusy: false, problem: null };
}

/** The server does not know the session any more; without an account there was none to end. */
export function ended({ account }: ServerState): Change {
  return account ? { ...signedOut(), problem: { code: 'ended' } } : {};
}

export function allowed(allowance: Allowance): Change {
  return { allowance };
}
