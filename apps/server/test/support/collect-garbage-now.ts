import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Makes Node drop what only weak references hold: tests of what must outlive a collection. */
export function collectGarbageNow(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}
