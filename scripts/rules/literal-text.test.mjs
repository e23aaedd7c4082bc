import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../lib/project-root.mjs';

const SRC = join(ROOT, 'apps/web/src');

/** Attributes that somebody reads or hears. */
const SPOKEN =
  /^(aria-(label|description|valuetext|roledescription|placeholder)|alt|altText|detail|hint|label|note|placeholder|prefix|problem|text|title|unit|words)$/;
/** A word of a human language; units and signs are none. */
const WORD = /\p{L}{3}/u;
/** The product's own name is the same in every language. */
const NAMES = /^BackgroundFX( Pro)?$/;

/**
 * Every literal text of a component that people would read, as `line: text`.
 * @param {string} source
 */
function literalTexts(source) {
  const file = ts.createSourceFile('x.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  /** @type {string[]} */
  const found = [];
  /** @type {(node: ts.Node, text: string) => void} */
  const accuse = (node, text) => {
    const words = text.trim().replace(/\s+/g, ' ');
    if (!WORD.test(words) || NAMES.test(words)) return;
    found.push(`${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${words}`);
  };
  /**
   * What an expression may come out as: both sides of a choice, the fixed parts of a template.
   * @type {(node: ts.Node | undefined) => void}
   */
  const inExpression = node => {
    if (!node) return;
    if (ts.isStringLiteralLike(node)) accuse(node, node.text);
    else if (ts.isTemplateExpression(node)) {
      accuse(node, [node.head.text, ...node.templateSpans.map(span => span.literal.text)].join('…'));
    } else if (ts.isConditionalExpression(node)) {
      inExpression(node.whenTrue);
      inExpression(node.whenFalse);
    } else if (ts.isBinaryExpression(node)) {
      // The left of `a && 'b'` is asked, not shown; that of `a ?? 'b'` is.
      if (node.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken) inExpression(node.left);
      inExpression(node.right);
    } else if (ts.isParenthesizedExpression(node) || ts.isJsxExpression(node)) inExpression(node.expression);
  };
  /** @type {(node: ts.Node) => boolean} */
  const isComparison = node =>
    ts.isBinaryExpression(node) && /^[!=]==?$|^[<>]=?$/.test(node.operatorToken.getText());
  /** @type {(node: ts.Node) => void} */
  const visit = node => {
    if (ts.isJsxText(node)) accuse(node, node.text);
    if (ts.isJsxAttribute(node) && SPOKEN.test(node.name.getText())) inExpression(node.initializer);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression) {
      if (!isComparison(node.expression)) inExpression(node.expression);
    }
    // A menu's entries, a select's choices, a command.
    if (ts.isPropertyAssignment(node) && SPOKEN.test(node.name.getText())) inExpression(node.initializer);
    if (ts.isCallExpression(node) && node.expression.getText() === 'showToast') {
      inExpression(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

describe('literal text', () => {
  it.each([
    ['<p>Drop a picture</p>', ['1: Drop a picture']],
    ['<Button label="Undo" />', ['1: Undo']],
    ["<p>{isOpen ? 'Show less' : words.more}</p>", ['1: Show less']],
    ['<Button aria-label={`Delete $' + '{name}`} />', ['1: Delete …']],
    ["const entries = [{ kind: 'item', label: 'Rename', run }];", ['1: Rename']],
    ["showToast('Saved already')", ['1: Saved already']],
    ['<p>{words.title} × 4</p>', []],
    ['<Button look="primary" className="flex gap-2" label={words.undo} unit="px" />', []],
    ["<p>{state === 'ready' && <b>{words.ready}</b>}</p>", []],
    ['<b>BackgroundFX</b>', []],
  ])('is seen in %s', (source, expected) => {
    expect(literalTexts(source)).toEqual(expected);
  });

  const components = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    path => path.endsWith('.tsx') && !/(\.test\.tsx$|(^|[\\/])testing[\\/])/.test(path),
  );

  it('is in no component: words come from the dictionary', () => {
    expect(components.length).toBeGreaterThan(40);
    const found = components.flatMap(path =>
      literalTexts(readFileSync(join(SRC, path), 'utf8')).map(text => `${path}:${text}`),
    );
    expect(found).toEqual([]);
  });
});
