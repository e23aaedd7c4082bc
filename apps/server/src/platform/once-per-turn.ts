/**
 * Lets those who ask for the same thing within one turn of the event loop share one reading of it, which begins after the
 * last of them has asked: each sees everything that was there when it asked. They share a failure as well.
 * @param read may not change anything
 */
export function oncePerTurn<Key, Value>(read: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const asked = new Map<Key, Promise<Value>>();
  return key => {
    const shared = asked.get(key);
    if (shared) return shared;
    const answer = endOfTurn().then(() => {
      asked.delete(key);
      return read(key);
    });
    asked.set(key, answer);
    return answer;
  };
}

/** Resolves when every request that has arrived by now has been looked at. */
export function endOfTurn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
