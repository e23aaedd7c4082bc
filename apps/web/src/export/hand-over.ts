/** Ways for a finished file to leave the page. */

export const CAN_COPY = typeof ClipboardItem === 'function' && navigator.clipboard !== undefined;

/**
 * Lays a PNG on the clipboard. To be called within a click: the clipboard is asked at once and waits for the picture.
 * @returns false where the browser or the person does not allow it, or there was no picture
 */
export async function copy(png: Promise<Blob>): Promise<boolean> {
  // It may be refused before the picture is there; then nobody waits for it.
  png.catch(() => undefined);
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    return true;
  } catch {
    return false;
  }
}

/** Whether this device shares files of this kind. */
export function canShare(type: string): boolean {
  const share = navigator as { canShare?: (data: ShareData) => boolean };
  return share.canShare?.({ files: [new File([], 'picture', { type })] }) === true;
}

/** Opens the system's sheet. To be called within a click. @returns false where it could not be opened; closing it is no failure */
export async function share(file: Blob, name: string): Promise<boolean> {
  try {
    await navigator.share({ files: [new File([file], name, { type: file.type })] });
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError';
  }
}
