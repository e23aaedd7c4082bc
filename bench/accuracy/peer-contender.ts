import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type AnsweringProcess, startAnswering } from '../answering-process.ts';
import type { CutoutCall, CutoutTiming } from '../peers/contestant.api.ts';
import { installPeers, PEERS_FOLDER } from '../peers/install.ts';
import type { Contender } from './contender.ts';
import type { TruePicture } from './picture-set.ts';
import { storedContender } from './stored-contender.ts';

type Peer = AnsweringProcess<CutoutCall, CutoutTiming>;

/** A contender in a process of its own. */
export interface PeerContender extends Contender {
  /** Ends the process. */
  close(): Promise<void>;
}

/**
 * @imgly/background-removal-node, model medium. Its cut-outs are kept as `KEEP/SET/NAME.png`, each with its seconds
 * beside it, from the file to the bytes of a PNG, so that they need not be made again. It is installed when it first has
 * something to do.
 */
export function imglyContender(keep: string): PeerContender {
  const stored = storedContender(keep, 'imgly medium');
  let starting: Promise<Peer> | undefined;
  const make = async (picture: TruePicture, file: string) => {
    starting ??= start(picture);
    const peer = await starting;
    await mkdir(join(keep, picture.set), { recursive: true });
    const call = { picture: resolve(picture.image), quality: 'high', keep: resolve(file) } as const;
    const { ms } = await peer.ask(call);
    await writeFile(`${file}.seconds`, String(ms / 1000));
  };
  return {
    name: stored.name,
    async answer(picture, image) {
      const file = join(keep, picture.set, `${picture.name}.png`);
      if (!existsSync(file)) await make(picture, file);
      const seconds = Number(await readFile(`${file}.seconds`, 'utf8'));
      return { ...(await stored.answer(picture, image)), seconds };
    },
    close: async () => (await starting)?.stop(),
  };
}

/** The first call loads the model, so it is made for nothing. */
async function start({ image }: TruePicture): Promise<Peer> {
  await installPeers();
  const script = new URL('../peers/imgly.process.ts', import.meta.url);
  // It looks for its model below the folder it runs in.
  const peer = await startAnswering<CutoutCall, CutoutTiming>(script, [], PEERS_FOLDER);
  await peer.ask({ picture: resolve(image), quality: 'high' });
  return peer;
}
