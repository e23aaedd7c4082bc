import { statSync, symlinkSync } from 'node:fs';

/** A device on which every write finds that there is no room. */
const FULL = '/dev/full';

/** Whether this machine has such a device. */
export const hasFullDisk = statSync(FULL, { throwIfNoEntry: false })?.isCharacterDevice() ?? false;

/** Makes a name under which there is no room. Only a link: what is deleted under it is the link, never the device. */
export function linkToFullDisk(path: string): void {
  symlinkSync(FULL, path);
}
