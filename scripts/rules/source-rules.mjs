import ts from 'typescript';

/**
 * Rules about one file's text that neither the linter nor the import rules can say.
 * @typedef {{ readonly rule: string, readonly path: string, readonly line: number, readonly message: string }} Finding
 */

const TEST_FILE = /\.test\.(ts|tsx|mjs)$/;
/** Names under which anything could be meant. */
const VAGUE_NAMES = /(^|\/)(utils?|helpers?|misc|common)\.(ts|tsx|mjs)$|(^|\/)index\.tsx$/;
/** File names: kebab-case with kind suffixes; React components PascalCase. */
const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const PASCAL = /^[A-Z][A-Za-z0-9]*(\.browser)?(\.test)?\.tsx$/;
/** Built so that this file does not match itself. */
const UNFINISHED = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b`);
const SILENCED = new RegExp(
  ['biome' + '-ignore', '@ts' + '-ignore', '@ts' + '-expect-error', '@ts' + '-nocheck'].join('|'),
);

/**
 * Everything wrong with one source file.
 * @param {string} path relative to the root, forward slashes
 * @param {string} text
 * @returns {Finding[]}
 */
export function checkSource(path, text) {
  /** @type {Finding[]} */
  const findings = [];
  /** @param {string} rule @param {number} line @param {string} message */
  const report = (rule, line, message) => findings.push({ rule, path, line, message });

  const name = path.slice(path.lastIndexOf('/') + 1);
  if (VAGUE_NAMES.test(path)) report('telling-names', 1, `"${name}" does not say what is in it`);
  if (!KEBAB.test(name) && !(name.endsWith('.tsx') && PASCAL.test(name))) {
    report('file-names', 1, `"${name}" is neither kebab-case nor a PascalCase component`);
  }
  text.split('\n').forEach((line, index) => {
    if (UNFINISHED.test(line))
      report('nothing-unfinished', index + 1, 'finish it, or say in docs what is missing');
    if (SILENCED.test(line)) report('nothing-silenced', index + 1, 'mend what the tool complains about');
  });

  const inCore = path.startsWith('packages/core/') && !TEST_FILE.test(path);
  const mayStartWorkers =
    !path.startsWith('apps/web/src/') || path.endsWith('.client.ts') || TEST_FILE.test(path);
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  /** @param {ts.Node} node */
  const visit = node => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    if (!mayStartWorkers && startsWorker(node)) {
      report('workers-start-in-clients', line, 'only *.client.ts files start a Worker');
    }
    if (inCore && isMember(node, 'Math', 'random')) {
      report('core-is-deterministic', line, 'the engine has no randomness but a seed');
    }
    if (inCore && isMember(node, 'Date')) report('core-is-deterministic', line, 'the engine has no clock');
    ts.forEachChild(node, visit);
  };
  visit(file);
  return findings;
}

/** @param {ts.Node} node */
function startsWorker(node) {
  if (!ts.isNewExpression(node)) return false;
  const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
  return ts.isIdentifier(callee) && /^(Shared)?Worker$/.test(callee.text);
}

/**
 * Whether a node is `object.member`, or any use of `object` as a value when no member is named.
 * @param {ts.Node} node
 * @param {string} object
 * @param {string} [member]
 */
function isMember(node, object, member) {
  if (member === undefined) {
    return (
      (ts.isNewExpression(node) || ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === object
    );
  }
  if (ts.isPropertyAccessExpression(node)) {
    return ts.isIdentifier(node.expression) && node.expression.text === object && node.name.text === member;
  }
  return (
    ts.isElementAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === object &&
    ts.isStringLiteral(node.argumentExpression) &&
    node.argumentExpression.text === member
  );
}

/**
 * What is wrong with a room's manifest.
 * @param {string} path of a package.json, relative to the root
 * @param {{ dependencies?: Record<string, string>, exports?: unknown }} manifest
 * @returns {Finding[]}
 */
export function checkManifest(path, manifest) {
  /** @type {Finding[]} */
  const findings = [];
  if (path === 'packages/core/package.json' && Object.keys(manifest.dependencies ?? {}).length > 0) {
    findings.push({ rule: 'core-needs-nothing', path, line: 1, message: 'the engine has no dependency' });
  }
  if (/^(apps|packages|models)\b/.test(path) && manifest.exports === undefined) {
    findings.push({
      rule: 'rooms-have-doors',
      path,
      line: 1,
      message: 'say in `exports` how the room is entered',
    });
  }
  return findings;
}
