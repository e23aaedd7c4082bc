/** What a form's field may hold. */
type Field = Blob | string | number | boolean | readonly Blob[] | undefined;

/**
 * A form for the operations that take one; to be given as `bodySerializer`. A list becomes one part for each of its files,
 * and what is undefined none.
 */
export function toForm(fields: Readonly<Record<string, Field>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    const parts = Array.isArray(value)
      ? (value as readonly Blob[])
      : [value as Exclude<Field, readonly Blob[]>];
    for (const part of parts) {
      if (part === undefined) continue;
      if (part instanceof Blob) form.append(name, part, part instanceof File ? part.name : 'file');
      else form.append(name, String(part));
    }
  }
  return form;
}
