/** Shorter values stand on one line. */
const LONGEST_LINE = 48;
/** Those that hold neither lists nor objects. */
const LISTS = /\[\n\s+([^[\]{}]+?)\n\s+\]/g;

/** JSON for people: broken where it is long, lists of a few numbers or words on one line. */
export function jsonText(value: unknown): string {
  const broken = JSON.stringify(value, null, 2).replace(LISTS, (list, items: string) =>
    shorter(`[${onOneLine(items)}]`, list),
  );
  return shorter(onOneLine(broken), broken);
}

/** In JSON every line break stands between values. */
function onOneLine(text: string): string {
  return text.replace(/\n\s*/g, ' ');
}

function shorter(line: string, broken: string): string {
  return line.length <= LONGEST_LINE ? line : broken;
}
