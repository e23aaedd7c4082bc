const LENGTHS = 'A bound keeps a request from filling memory and database; no address or name is longer';

const NUMBERS = 'A bound keeps numbers whole on their way to the database';
const DRAWN = 'A side of nothing cannot be drawn, and one of millions would fill the memory';

const IDS = 'No id is empty or longer; a bound keeps a request from filling the memory';

/**
 * Where requests may hold less than the owner's description lets them, and why. Each line is reviewed; one that is no longer
 * needed fails the test.
 */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  'post /auth/login body application/json.email: adds maxLength 254': LENGTHS,
  'post /auth/login body application/json.password: adds maxLength 200':
    'Hashing is slow on purpose: a password of megabytes would keep the server busy',
  'post /auth/register body application/json.email: adds maxLength 254': LENGTHS,
  'post /auth/register body application/json.password: adds maxLength 200':
    'Hashing is slow on purpose: a password of megabytes would keep the server busy',
  'post /auth/register body application/json.name: adds maxLength 200': LENGTHS,
  'post /process/batch body multipart/form-data.files: adds minItems 1':
    'A job without files has nothing to do and no end to wait for',
  'post /webhooks body application/json.url: adds maxLength 2048': LENGTHS,
  'post /webhooks body application/json.events: adds minItems 1': 'A webhook for nothing is a mistake',
  'post /webhooks body application/json.secret: adds minLength 1': 'An empty secret signs nothing',
  'post /webhooks body application/json.secret: adds maxLength 256': LENGTHS,
  'get /backgrounds query page: adds minimum 1': 'Pages are counted from 1',
  'get /backgrounds query page: adds maximum 1000000': NUMBERS,
  'get /backgrounds query limit: adds minimum 1': 'A page of nothing never comes to an end',
  'post /backgrounds/generate body application/json.width: adds minimum 64': DRAWN,
  'post /backgrounds/generate body application/json.width: adds maximum 4096': DRAWN,
  'post /backgrounds/generate body application/json.height: adds minimum 64': DRAWN,
  'post /backgrounds/generate body application/json.height: adds maximum 4096': DRAWN,
  'post /process/replace-background body application/json.image_id: adds minLength 1': IDS,
  'post /process/replace-background body application/json.image_id: adds maxLength 100': IDS,
  'post /process/replace-background body application/json.background_id: adds minLength 1': IDS,
  'post /process/replace-background body application/json.background_id: adds maxLength 100': IDS,
  'get /projects query page: adds maximum 1000000': NUMBERS,
  'get /projects query search: adds maxLength 200': LENGTHS,
  'post /projects body application/json.name: adds minLength 1':
    'A project without a name cannot be found in a list',
  'post /projects body application/json.name: adds maxLength 200': LENGTHS,
  'post /projects body application/json.description: adds maxLength 2000': LENGTHS,
};

/** Operations of the owner's description that are not served yet. */
export const NOT_SERVED_YET: readonly string[] = [];
