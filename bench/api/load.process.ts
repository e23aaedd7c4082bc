import autocannon from 'autocannon';
import { answerQuestions } from '../answering-process.ts';
import type { LoadReport, LoadTask } from './load.api.ts';

/** Asks one address again and again, over many connections at once, in a process of its own. */
answerQuestions<LoadTask, LoadReport>(async ({ url, headers, connections, seconds }) => {
  const result = await autocannon({ url, headers: { ...headers }, connections, duration: seconds });
  const failed = result.non2xx + result.errors + result.timeouts;
  return {
    perSecond: result.requests.average,
    bytesPerAnswer: result.throughput.total / result['2xx'],
    failed,
  };
});
