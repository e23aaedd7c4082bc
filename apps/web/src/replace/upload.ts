/** Keeps a file as a background. @returns its id; null where it is no picture that can be read. Never rejects. */
export async function keepPicture(file: Blob, keep: (file: Blob) => Promise<string>): Promise<string | null> {
  try {
    const bitmap = await createImageBitmap(file, { resizeWidth: 16, resizeHeight: 16 });
    bitmap.close();
    return await keep(file);
  } catch {
    return null;
  }
}
