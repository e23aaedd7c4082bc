import type { AccountField } from '../../server/server-state.ts';

/** Whether somebody has an account, or makes one. */
export type AccountStep = 'sign_in' | 'register';

export interface AccountEntry {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export const EMPTY_ENTRY: AccountEntry = { name: '', email: '', password: '' };

/** As the API has it. */
export const MIN_PASSWORD = 8;
const MIN_NAME = 2;

/** What is not as it must be, before anybody is asked; the server looks closer. */
export function wrongFields(
  step: AccountStep,
  { name, email, password }: AccountEntry,
): readonly AccountField[] {
  const isNew = step === 'register';
  return [
    ...(isNew && name.trim().length < MIN_NAME ? (['name'] as const) : []),
    ...(/^\S+@\S+$/.test(email.trim()) ? [] : (['email'] as const)),
    ...(password.length < (isNew ? MIN_PASSWORD : 1) ? (['password'] as const) : []),
  ];
}
