import { openDatabase } from '../../src/platform/database/open-database.ts';
import { numbersQueue } from './numbers-queue.ts';

/** A process that takes a job, says so, and never ends it. */
const [file = ''] = process.argv.slice(2);
const database = await openDatabase(file);
const { queue, add } = numbersQueue(database);
await add(7);
await queue.start([
  {
    kind: 'count',
    atOnce: 1,
    tries: 3,
    waitMs: () => 0,
    run: () => {
      process.stdout.write('working\n');
      return new Promise(() => {
        setInterval(() => {}, 1000);
      });
    },
    giveUp: async () => {},
  },
]);
