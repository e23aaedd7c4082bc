import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerQuestions } from '../answering-process.ts';
import { registerAccount } from './account.ts';
import type { ClientReport, ClientTask } from './client.api.ts';
import { uploadForPng } from './upload.ts';

/** Plays the API's clients, in a process of its own so that their work is not the server's. Argument: the server's url. */
const url = process.argv[2] ?? '';
const account = await registerAccount(url);

/** How long to wait before an upload whose connection broke is tried again. */
const TRY_AGAIN_MS = 1000;
/** A server that does not answer one upload so many times is not there any more. */
const MOST_TRIES = 10;

async function play({ clients, pictures, quality, until }: ClientTask): Promise<ClientReport> {
  const files = await Promise.all(pictures.map(async path => new Blob([await readFile(path)])));
  const began = performance.now();
  const window = 'windowMs' in until ? until : undefined;
  const windowBegins = began + (window?.leadInMs ?? 0);
  const windowEnds = window ? windowBegins + window.windowMs : Number.POSITIVE_INFINITY;
  const enough = 'pictures' in until ? until.pictures : Number.POSITIVE_INFINITY;
  const unanswered: string[] = [];
  let taken = 0;
  let done = 0;
  let refused = 0;

  const postUntilDone = async (picture: Blob) => {
    for (let tries = 1; ; ) {
      const outcome = await uploadForPng({ url, token: await account.token(), picture, quality });
      if (outcome.kind === 'done') return;
      if (outcome.kind === 'refused') refused++;
      else {
        unanswered.push(outcome.reason);
        if (tries++ === MOST_TRIES) throw new Error(`An upload got no answer: ${outcome.reason}`);
      }
      await sleep(outcome.kind === 'refused' ? outcome.retryAfterMs : TRY_AGAIN_MS);
    }
  };
  const client = async () => {
    while (taken < enough && performance.now() < windowEnds) {
      const picture = files[taken++ % files.length];
      if (!picture) throw new Error('There are no pictures to post');
      await postUntilDone(picture);
      const now = performance.now();
      if (now >= windowBegins && now < windowEnds) done++;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { done, elapsedMs: window?.windowMs ?? performance.now() - began, refused, unanswered };
}

answerQuestions(play);
