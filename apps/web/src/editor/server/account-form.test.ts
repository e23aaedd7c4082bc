import { expect, it } from 'vitest';
import { EMPTY_ENTRY, wrongFields } from './account-form.ts';

const ADA = { name: 'Ada', email: 'ada@example.org', password: 'correct horse' };

it('finds what is missing, and asks more of a new account', () => {
  expect(wrongFields('sign_in', EMPTY_ENTRY)).toEqual(['email', 'password']);
  expect(wrongFields('register', EMPTY_ENTRY)).toEqual(['name', 'email', 'password']);
  expect(wrongFields('sign_in', { ...ADA, name: '', password: 'short' })).toEqual([]);
  expect(wrongFields('register', { ...ADA, password: 'short' })).toEqual(['password']);
  expect(wrongFields('register', { ...ADA, name: ' A ' })).toEqual(['name']);
});

it.each(['ada', 'ada@', '@example.org', 'a da@example.org'])('does not take %j for an address', email => {
  expect(wrongFields('sign_in', { ...ADA, email })).toEqual(['email']);
});

it('leaves blanks around an address to the server, which drops them', () => {
  expect(wrongFields('register', { ...ADA, email: ' ada@example.org ' })).toEqual([]);
});
