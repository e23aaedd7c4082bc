/** Whether an error says that another program holds the lock of the database: SQLite's words, `SQLITE_BUSY_SNAPSHOT`, ... */
export function isDatabaseBusy(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' && /^SQLITE_BUSY(_|$)/.test(code);
}
