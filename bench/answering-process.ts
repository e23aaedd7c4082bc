import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of its own that does what it is asked, and rests in between. */
export interface AnsweringProcess<Question, Answer> {
  readonly pid: number;
  /** One question at a time. @throws Error in the process's own words, or when it dies. */
  ask(question: Question): Promise<Answer>;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
}

type Message<Answer> = { readonly answer: Answer } | { readonly error: string };

/**
 * Starts a script that calls `answerQuestions`, and waits until it does. What the script prints goes to our stderr.
 * @param folder working directory of the process
 */
export async function startAnswering<Question, Answer>(
  script: URL,
  args: readonly string[] = [],
  folder = process.cwd(),
): Promise<AnsweringProcess<Question, Answer>> {
  const child = fork(fileURLToPath(script), args, {
    cwd: folder,
    execArgv: ['--import', import.meta.resolve('tsx')],
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const ask = async (question: Question): Promise<Answer> => {
    const next = nextMessage<Answer>(child);
    child.send({ question });
    return next;
  };
  await nextMessage<null>(child);
  return {
    pid: child.pid ?? -1,
    ask,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

function nextMessage<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      child.off('message', onMessage);
      child.off('exit', onExit);
    };
    const onMessage = (message: unknown) => {
      settle();
      const said = message as Message<Answer>;
      if ('error' in said) reject(new Error(said.error));
      else resolve(said.answer);
    };
    const onExit = (code: number | null, signal: string | null) => {
      settle();
      reject(
        new Error(`${child.spawnargs[3] ?? 'A process'} ended in the middle of its work (${signal ?? code})`),
      );
    };
    child.once('message', onMessage);
    child.once('exit', onExit);
  });
}

/** In the process itself: says that it is ready, answers until the asker lets go, then closes and ends. */
export function answerQuestions<Question, Answer>(
  answer: (question: Question) => Promise<Answer>,
  close: () => Promise<void> = async () => undefined,
): void {
  const send = (message: Message<unknown>) => void process.send?.(message);
  process.on('message', (message: { question: Question }) => {
    answer(message.question).then(
      value => send({ answer: value }),
      (error: unknown) =>
        send({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.once('disconnect', () => void close().finally(() => process.exit(0)));
  send({ answer: null });
}
