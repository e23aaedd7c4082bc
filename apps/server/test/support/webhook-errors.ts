import type { ErrorBody } from '@backgroundfx/contract';
import type { ApiServer } from './api-server.ts';
import { type Headers, type Person, person } from './caller.ts';
import type { Answer } from './http-client.ts';
import type { CommonWays, Told, Way, Ways } from './people-errors.ts';

const HOOKS = '/webhooks';
const NEW = { url: 'https://example.org/', events: ['job.failed'] };

/** Ways to every error of webhooks, by operation. */
export function webhookErrors(
  api: () => ApiServer,
  { defect, busyDatabase, later }: Pick<CommonWays, 'defect' | 'busyDatabase' | 'later'>,
): Readonly<Record<string, Ways>> {
  let shared: Promise<Person> | undefined;
  /** One for all: accounts are few from one address. */
  const somebody = () => {
    shared ??= person(api().url, 'hooks');
    return shared;
  };
  const as = async (work: (ada: Person) => Promise<Answer>, who = somebody()): Promise<Told> => {
    const { status, json } = await work(await who);
    return { status, body: json() as unknown as ErrorBody };
  };
  const ask = (method: string, path: string, body?: unknown, headers?: Headers) =>
    as(ada => ada.call(method, path, body, headers));
  const usual = (method: string, path: string): Ways => ({
    '401 unauthorized': () =>
      as(async ada => {
        let answer: Answer | undefined;
        await later(16, async () => {
          answer = await ada.call(method, path, {});
          return { status: answer.status, body: answer.json() as unknown as ErrorBody };
        });
        return answer as Answer;
      }),
    '500 internal': defect,
    '503 busy': busyDatabase,
  });
  const one = (method: string, path = `${HOOKS}/x`): Ways => ({
    ...usual(method, path),
    '404 not_found': () => ask(method, path, method === 'PATCH' ? {} : undefined),
  });
  const fields = (method: string, path: string): Ways => ({
    '400 invalid_request': () => ask(method, path, { ...NEW, events: [] }),
    '413 payload_too_large': () =>
      ask(method, path, { ...NEW, url: `https://example.org/${'x'.repeat(20_000)}` }),
    '415 unsupported_media_type': () => ask(method, path, 'x', { 'Content-Type': 'text/plain' }),
  });
  const toPrivate = { ...NEW, url: 'http://10.0.0.1/' };
  const wrongPage =
    (path: string): Way =>
    () =>
      ask('GET', `${path}?limit=101`);

  return {
    createWebhook: {
      ...usual('POST', HOOKS),
      ...fields('POST', HOOKS),
      '400 invalid_request_2': () => ask('POST', HOOKS, toPrivate),
      '409 limit_reached': () =>
        as(
          async ada => {
            for (let i = 0; i < 20; i++) await ada.call('POST', HOOKS, NEW);
            return ada.call('POST', HOOKS, NEW);
          },
          person(api().url, 'hooked'),
        ),
    },
    listWebhooks: { ...usual('GET', HOOKS), '400 invalid_request': wrongPage(HOOKS) },
    readWebhook: one('GET'),
    updateWebhook: {
      ...one('PATCH'),
      ...fields('PATCH', `${HOOKS}/x`),
      '400 invalid_request_2': () => ask('PATCH', `${HOOKS}/x`, { url: toPrivate.url }),
    },
    deleteWebhook: one('DELETE'),
    testWebhook: one('POST', `${HOOKS}/x/test`),
    rotateWebhookSecret: one('POST', `${HOOKS}/x/rotate-secret`),
    listWebhookDeliveries: {
      ...one('GET', `${HOOKS}/x/deliveries`),
      '400 invalid_request': wrongPage(`${HOOKS}/x/deliveries`),
    },
    redeliverWebhook: {
      ...one('POST', `${HOOKS}/x/deliveries/x/redeliver`),
      '404 not_found_2': () =>
        as(async ada => {
          const { id } = (await ada.call('POST', HOOKS, NEW)).json();
          return ada.call('POST', `${HOOKS}/${id}/deliveries/x/redeliver`);
        }),
    },
  };
}
