import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { compete } from './contestant.ts';
import { PEERS_FOLDER } from './install.ts';

/** @imgly/background-removal-node as its documentation shows it: a file's address in, a PNG out. */
interface Imgly {
  removeBackground(picture: URL, config: { model: 'medium' }): Promise<Blob>;
}

// Found at run time: nothing of ours depends on the package.
const found = createRequire(`${PEERS_FOLDER}package.json`).resolve('@imgly/background-removal-node');
const imgly = (await import(pathToFileURL(found).href)) as Imgly;

compete(async ({ picture }) => {
  const png = await imgly.removeBackground(pathToFileURL(picture), { model: 'medium' });
  return new Uint8Array(await png.arrayBuffer());
});
