/** `photo.of.me.jpg` → `photo.of.me-cutout.png`. */
export function downloadName(fileName: string): string {
  const stem = fileName.replace(/\.[^.]*$/, '');
  return `${stem || 'picture'}-cutout.png`;
}
