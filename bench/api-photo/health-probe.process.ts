import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerQuestions } from '../answering-process.ts';
import type { ProbeReport, ProbeTask } from './health-probe.api.ts';

/**
 * Asks for the server's health on a schedule that does not wait for answers: a stall delays every question that was due
 * in it, and each counts with its whole delay. Argument: the server's url.
 */
const url = `${process.argv[2] ?? ''}/v1/health`;
const agent = new Agent({ keepAlive: true });

async function probe({ everyMs, leadInMs, windowMs }: ProbeTask): Promise<ProbeReport> {
  const began = performance.now();
  const latenciesMs: number[] = [];
  const lateMs: number[] = [];
  const failures: unknown[] = [];
  const underWay: Promise<void>[] = [];
  for (let at = 0; at < leadInMs + windowMs; at += everyMs) {
    const due = began + at;
    const ahead = due - performance.now();
    if (ahead > 0) await sleep(ahead);
    const sent = performance.now();
    const counts = at >= leadInMs;
    underWay.push(
      ask().then(
        () => {
          if (!counts) return;
          latenciesMs.push(performance.now() - due);
          lateMs.push(sent - due);
        },
        error => void failures.push(error),
      ),
    );
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
  return { latenciesMs, lateMs };
}

function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, answer => {
      answer.resume();
      if (answer.statusCode !== 200) reject(new Error(`${url} answered ${answer.statusCode}`));
      answer.on('end', resolve);
      answer.on('error', reject);
    });
    request.on('error', reject);
  });
}

answerQuestions(probe);
