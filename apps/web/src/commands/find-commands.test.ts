import { describe, expect, it } from 'vitest';
import { findCommands } from './find-commands.ts';
import type { PageCommand } from './page-command.ts';

const command = (title: string, more: Partial<PageCommand> = {}): PageCommand => ({
  id: title,
  title,
  group: 'file',
  run: () => undefined,
  ...more,
});

const COMMANDS = [
  command('Keyboard shortcuts'),
  command('Lift to the skyline'),
  command('Background: Summer sky', { isOnlyFound: true, keywords: ['Nature'] }),
  command('Weiß schärfer'),
  command('Canvas: Amazon', { keywords: ['2000x2000'] }),
];
const found = (typed: string) => findCommands(COMMANDS, typed).map(({ title }) => title);

describe('findCommands', () => {
  it('finds whole words first, then starts of words, and never strewn letters', () => {
    expect(found('sky')).toEqual(['Background: Summer sky', 'Lift to the skyline']);
    expect(found('line')).toEqual(['Lift to the skyline']);
    expect(found('kbd')).toEqual([]);
  });

  it('wants every word, in any order, and takes other words for the thing', () => {
    expect(found('sky summ')).toEqual(['Background: Summer sky']);
    expect(found('sky amazon')).toEqual([]);
    expect(found('nature')).toEqual(['Background: Summer sky']);
    expect(found('2000x2000')).toEqual(['Canvas: Amazon']);
  });

  it('asks for no marks on letters', () => {
    expect(found('SCHARF')).toEqual(['Weiß schärfer']);
  });

  it('leaves out what is only found while nothing is typed', () => {
    expect(found(' ')).toEqual(COMMANDS.filter(({ isOnlyFound }) => !isOnlyFound).map(({ title }) => title));
  });
});
