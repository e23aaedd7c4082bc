import { describe, expect, it } from 'vitest';
import { displayLimit, splitAfterKey } from './compare.ts';

describe('splitAfterKey', () => {
  it('moves by one, with shift by ten', () => {
    expect(splitAfterKey(50, 'ArrowLeft', false)).toBe(49);
    expect(splitAfterKey(50, 'ArrowRight', true)).toBe(60);
    expect(splitAfterKey(50, 'PageUp', false)).toBe(60);
  });

  it('stops at both ends', () => {
    expect(splitAfterKey(4, 'ArrowLeft', true)).toBe(0);
    expect(splitAfterKey(99, 'ArrowUp', true)).toBe(100);
    expect(splitAfterKey(30, 'Home', false)).toBe(0);
    expect(splitAfterKey(30, 'End', false)).toBe(100);
  });

  it('lands on whole steps after a drag', () => {
    expect(splitAfterKey(33.4, 'ArrowRight', false)).toBe(34);
  });

  it('leaves other keys alone', () => {
    expect(splitAfterKey(50, 'Tab', false)).toBeNull();
  });
});

describe('displayLimit', () => {
  it('never enlarges a photograph, and brings an icon to 480 pixels', () => {
    expect(displayLimit(1280, 960)).toBe(1280);
    expect(displayLimit(16, 16)).toBe(480);
    expect(displayLimit(16, 32)).toBe(240);
    expect(displayLimit(6000, 40)).toBe(6000);
  });
});
