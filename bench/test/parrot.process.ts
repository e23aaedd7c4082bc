import { answerQuestions } from '../answering-process.ts';

/** Repeats what it is told, but for two words. */
answerQuestions<string, string>(async question => {
  if (question === 'fail') throw new Error('no parrot says that');
  if (question === 'die') process.exit(3);
  return `${question} ${process.pid}`;
});
