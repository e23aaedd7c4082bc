const ASK_EVERY_MS = 5;

/** Resolves when `holds` does; rejects after `timeoutMs` with what `tell` says. For what happens a moment later. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  tell: () => string = () => 'it did not come true',
  timeoutMs = 10_000,
): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(tell());
    await new Promise(resolve => setTimeout(resolve, ASK_EVERY_MS));
  }
}
