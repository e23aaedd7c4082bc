import { formats } from './formats.ts';

const { bytes, plural } = formats;

/** The dialog that lets a server do it. */
export const serverWords = {
  title: 'Use a server',
  looking: 'Looking for the server',
  away: {
    title: 'No server answers',
    text: 'This page may have come without one, or it is out of reach. Everything else works without it: pictures are cut out on this device.',
    again: 'Look again',
  },
  intro:
    'The server that this page came from runs the same engine. Sign in to use it. Nothing is sent before you say so.',
  account: 'Account',
  steps: {
    sign_in: { name: 'Sign in', action: 'Sign in', doing: 'Signing in' },
    register: { name: 'New account', action: 'Create account', doing: 'Creating the account' },
  },
  name: 'Name',
  email: 'E-mail',
  password: 'Password',
  /** What is wrong with something typed. */
  wrong: {
    name: 'At least two letters.',
    email: 'An e-mail address looks like you@example.org.',
    password: 'At least 8 characters.',
  },
  signInInstead: 'Sign in instead',
  problems: {
    wrong_password: {
      title: 'That did not match',
      text: 'The e-mail address or the password is not right. Check both and try again.',
    },
    email_taken: {
      title: 'There is an account with this address',
      text: 'Sign in with its password instead.',
    },
    throttled: { title: 'Too many tries', text: 'Try again in a few minutes.' },
    busy: { title: 'The server is busy', text: 'Try again in a moment.' },
    unreachable: { title: 'The server does not answer', text: 'Check the connection and try again.' },
    ended: { title: 'You were signed out', text: 'The server ended the session. Sign in again to go on.' },
    failed: { title: 'The server failed', text: 'Try again. If it stays, tell whoever runs the server.' },
  },
  throttledUntil: (minutes: string, clock: string) => `Try again in ${minutes}, at ${clock}.`,
  minutes: (count: number) => plural(count, { one: `${count} minute`, other: `${count} minutes` }),
  tomorrow: (clock: string) => `tomorrow, ${clock}`,
  /** For clocks and days. */
  locale: 'en',
  fileSize: (size: number) => bytes(size),
  goesTo: (host: string) =>
    `It goes to ${host} and nowhere else. The server deletes it as soon as it is cut out. The result is deleted later; you will see when.`,
  ownStays: 'Your own model stays in this tab; the server uses ISNet.',
  chooseFirst:
    'Choose a photo first. It is cut out on this device as always; if you want the server to do it, send it from here.',
  noneLeft: (clock: string) => `None left this hour, more at ${clock}`,
  left: (count: number) =>
    plural(count, { one: 'One photo left this hour', other: `${count} photos left this hour` }),
  send: 'Send this photo',
  signOut: 'Sign out',
  forPrograms: 'For programs',
  once: 'Once: an account and its key',
  andThen: 'Then: the picture',
  accountCommand: 'Command for an account',
  pictureCommand: 'Command for the picture',
  apiName: (model: string, name: string) => `The API calls ${model} “${name}”.`,
  copyCommand: (label: string) => `Copy: ${label}`,
  reference: 'API reference',
};
