/**
 * Writes the types of the SDK from the contract's document. `--check`: writes nothing, and fails when they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const TARGET = fileURLToPath(new URL('../src/generated/schema.ts', import.meta.url));
const DOCUMENT = new URL('../../contract/openapi.json', import.meta.url);

const BLOB = ts.factory.createTypeReferenceNode('Blob');

const nodes = await openapiTS(readFileSync(DOCUMENT, 'utf8'), {
  // What has a default need not be sent.
  defaultNonNullable: false,
  transform: schema => (schema.format === 'binary' ? BLOB : undefined),
});
const text = `/** Made from the contract's document by \`npm run client:types\`; not to be changed by hand. */\n\n${astToString(nodes)}`;
if (!process.argv.includes('--check')) {
  writeFileSync(TARGET, text);
  process.stdout.write('packages/client/src/generated/schema.ts is written\n');
} else if (readFileSync(TARGET, 'utf8') !== text) {
  process.stderr.write(
    'packages/client/src/generated/schema.ts is not what the document says. Write it anew with: npm run client:types\n',
  );
  process.exitCode = 1;
}
