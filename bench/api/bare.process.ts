import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { answerQuestions } from '../answering-process.ts';

/** Told a body, answers the address of a server that does nothing but give it. */
answerQuestions<string, string>(body => {
  const app = new Hono();
  app.get('/v1/backgrounds', context => context.body(body, 200, { 'Content-Type': 'application/json' }));
  return new Promise(resolve => {
    serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
  });
});
