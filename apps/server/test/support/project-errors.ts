import type { ErrorBody } from '@backgroundfx/contract';
import { noRoomForProjects, tooMany } from '../../src/projects/refusals.ts';
import type { ApiServer } from './api-server.ts';
import type { BackgroundWays } from './background-errors.ts';
import { damaged, pngThatClaims } from './bad-pictures.ts';
import { type Headers, type Person, person } from './caller.ts';
import { type Answer, ask } from './http-client.ts';
import { FORM_TYPE, formOf, type Part } from './multipart.ts';
import type { Told, Ways } from './people-errors.ts';
import { colours, filePart } from './tiny-api.ts';
import { MP4 } from './video-files.ts';

const PATH = '/projects';
const NOBODYS = `${PATH}/nobody`;
const DOCUMENT = `${NOBODYS}/document`;
const FILES = `${NOBODYS}/files`;
const NEW = { name: 'Autumn', type: 'video' };

/** Ways to every error of projects, by operation. */
export function projectErrors(api: () => ApiServer, common: BackgroundWays): Readonly<Record<string, Ways>> {
  const { defect, busyDatabase, fullDisk, stalledUpload, turnedAway, thrown, later } = common;
  // One for all of them: there can be so many accounts from one address.
  let planner: Promise<Person> | undefined;
  const somebody = () => {
    planner ??= person(api().url, 'planner');
    return planner;
  };
  const told = ({ status, json }: Answer): Told => ({ status, body: json() as unknown as ErrorBody });
  const as = async (work: (ada: Person) => Promise<Answer>) => told(await work(await somebody()));
  const call = (method: string, path: string, body?: unknown, headers?: Headers) =>
    as(ada => ada.call(method, path, body, headers));
  /** In a project of one's own. */
  const within = (work: (ada: Person, path: string) => Promise<Answer>, fields = {}) =>
    as(async ada => {
      const { id } = (await ada.call('POST', PATH, { ...NEW, ...fields })).json();
      return work(ada, `${PATH}/${id}`);
    });
  const save = (body: unknown, headers: Headers = { 'If-Match': '*' }) =>
    within((ada, path) => ada.call('PUT', `${path}/document`, body, headers));
  const upload = (parts: readonly Part[], headers: Headers = {}, fields = {}) =>
    within(
      ({ token }, path) =>
        ask(`${api().url}/v1${path}/files`, {
          method: 'POST',
          headers: { 'Content-Type': FORM_TYPE, Authorization: `Bearer ${token}`, ...headers },
          body: formOf(...parts),
        }),
      fields,
    );
  const file = (bytes: Uint8Array | string) => [filePart(Buffer.from(bytes as string), 'a.png')];
  const usual = (method: string, path: string, body?: unknown): Ways => ({
    '401 unauthorized': async () => {
      const ada = await somebody();
      return later(16, async () => told(await ada.call(method, path, body)));
    },
    '500 internal': defect,
    '503 busy': busyDatabase,
  });
  const one = (method: string, path: string, body?: unknown): Ways => ({
    ...usual(method, path, body),
    '404 not_found': () => call(method, path, body),
  });
  const fields = (method: string, path: string): Ways => ({
    '400 invalid_request': () => call(method, path, { ...NEW, name: '' }),
    '413 payload_too_large': () => call(method, path, { ...NEW, name: 'n'.repeat(20_000) }),
    '415 unsupported_media_type': () => call(method, path, 'x', { 'Content-Type': 'text/plain' }),
    '503 storage_full': fullDisk,
  });
  const noRoom = { '403 quota_exceeded': () => thrown(noRoomForProjects(5_000_000_000)) };
  const noFile = (method: string) => ({
    '404 not_found_2': () => within((ada, path) => ada.call(method, `${path}/files/nobody`)),
  });

  return {
    listProjects: { ...usual('GET', PATH), '400 invalid_request': () => call('GET', `${PATH}?limit=101`) },
    createProject: {
      ...usual('POST', PATH, NEW),
      ...fields('POST', PATH),
      '409 limit_reached': () => thrown(tooMany('projects', 1000)),
    },
    readProject: one('GET', NOBODYS),
    updateProject: { ...one('PATCH', NOBODYS, {}), ...fields('PATCH', NOBODYS) },
    deleteProject: one('DELETE', NOBODYS),
    readProjectDocument: one('GET', DOCUMENT),
    saveProjectDocument: {
      ...one('PUT', DOCUMENT, {}),
      ...noRoom,
      '400 invalid_request': () => save({ recipe: { edge_refinement: 101 } }),
      '412 precondition_failed': () => save({}, { 'If-Match': '"another"' }),
      '413 payload_too_large': () => save({ text: 'x'.repeat(1024 * 1024) }),
      '415 unsupported_media_type': () => save('{}', { 'Content-Type': 'text/plain' }),
      '428 precondition_required': () => save({}, {}),
      '503 storage_full': fullDisk,
    },
    addProjectFile: {
      ...usual('POST', FILES, {}),
      ...noRoom,
      '400 invalid_request': () => upload([]),
      '400 invalid_request_2': () => upload(file(MP4), {}, { type: 'image' }),
      '400 invalid_image': async () => upload(file(damaged(await colours(900, 900)))),
      '400 invalid_image_2': () => upload(file('This is no picture.'), {}, { type: 'image' }),
      '400 invalid_image_3': () => upload(file('')),
      '400 invalid_image_4': () => upload(file('This is neither.')),
      '404 not_found': () => call('POST', FILES),
      '408 request_timeout': stalledUpload,
      '409 limit_reached': () => thrown(tooMany('files in a project', 1000)),
      '413 payload_too_large': () => upload(file(Buffer.alloc(50_000_001)), {}, { type: 'image' }),
      '413 payload_too_large_2': () => upload(file(pngThatClaims(60_000, 60_000))),
      '413 payload_too_large_3': () => upload(file(pngThatClaims(70_000, 10))),
      '413 payload_too_large_4': () =>
        upload(file(MP4), { 'Content-Length': '500100000', Connection: 'close' }),
      '415 unsupported_media_type': () => upload([], { 'Content-Type': 'application/json' }),
      '503 busy': () => turnedAway(1, 'ada', 'bob'),
      '503 busy_2': () => turnedAway(4, 'ada', 'ada'),
      '503 busy_3': busyDatabase,
      '503 storage_full': fullDisk,
    },
    listProjectFiles: {
      ...one('GET', FILES),
      '400 invalid_request': () => within((ada, path) => ada.call('GET', `${path}/files?limit=101`)),
    },
    readProjectFile: { ...one('GET', `${FILES}/nobody`), ...noFile('GET') },
    deleteProjectFile: { ...one('DELETE', `${FILES}/nobody`), ...noFile('DELETE') },
  };
}
