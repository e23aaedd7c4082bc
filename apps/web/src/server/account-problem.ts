import { ApiProblem } from '@backgroundfx/client';
import type { AccountField, AccountProblem } from './server-state.ts';

const FIELDS: ReadonlySet<unknown> = new Set<AccountField>(['email', 'password', 'name']);

/** Why signing in, or making an account, came to nothing. */
export function toAccountProblem(error: unknown): AccountProblem {
  if (!(error instanceof ApiProblem)) return { code: error instanceof TypeError ? 'unreachable' : 'failed' };
  const { status, code, details } = error;
  if (status === 401) return { code: 'wrong_password' };
  if (code === 'email_taken') return { code };
  if (status === 429) return { code: 'throttled', until: dateOf(details.reset) };
  if (status === 400) return { code: 'fields', fields: fieldsOf(details.fields) };
  return { code: status === 503 ? 'busy' : 'failed' };
}

function dateOf(text: unknown): Date | undefined {
  return typeof text === 'string' ? new Date(text) : undefined;
}

function fieldsOf(fields: unknown): readonly AccountField[] {
  if (!Array.isArray(fields)) return [];
  return fields
    .map((field: { readonly path?: unknown }) => field.path)
    .filter((path): path is AccountField => FIELDS.has(path));
}
