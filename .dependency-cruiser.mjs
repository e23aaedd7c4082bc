/**
 * Who may import whom. Type imports count: a type that points the wrong way is a room that knows too much.
 * Each rule is shown to bite by scripts/rules/import-rules.test.mjs.
 */

const TESTS = '\\.(browser\\.)?test\\.(ts|tsx|mjs)$';
/** Files that run on a worker: its entry, and what lies in a `worker/` folder. */
const ON_WORKERS = '(\\.worker\\.ts|/worker/[^/]+\\.ts)$';
/** The bundler answers these with an address or a text, not with the file's code. */
const ASSET_QUERY = '\\?(url|raw)$';
const ROOMS = '^(apps|packages|models|e2e|bench|scripts)/';
/** The editor's rooms that every feature may use; of the other folders, all but the shell hold one feature each. */
const WEB_SHARED = '(?:commands|engine|intake|pwa|server|state|storage|sync|ui|words)';
const WEB_FEATURE = `(?!app/|${WEB_SHARED}/)([^/]+)`;
/** Everything in the server that is not a capability. */
const SERVER_SHARED = 'platform';

/**
 * One room's allow-list.
 * @param {string} name
 * @param {string} from path pattern of the room
 * @param {readonly string[]} may path patterns of other rooms
 * @param {string} comment
 */
function room(name, from, may, comment) {
  return {
    name,
    severity: 'error',
    comment,
    from: { path: from },
    to: { path: ROOMS, pathNot: [from, ...may] },
  };
}

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that import each other are one file; find the third that both need.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'The import leads nowhere.',
      from: {},
      to: { couldNotResolve: true, pathNot: ASSET_QUERY },
    },
    {
      name: 'core-imports-nothing',
      severity: 'error',
      comment: 'The engine is pure: no package, no Node module, no other room.',
      from: { path: '^packages/core/', pathNot: TESTS },
      to: { pathNot: '^packages/core/' },
    },
    room('core-tests', '^packages/core/', [], 'Tests of the engine reach into no other room.'),
    room('inference-room', '^packages/inference/', ['^packages/core/'], 'inference knows core alone.'),
    {
      name: 'foundry-room',
      severity: 'error',
      comment: 'foundry knows core and the catalogue.',
      from: { path: '^packages/foundry/', pathNot: TESTS },
      to: { path: ROOMS, pathNot: ['^packages/(foundry|core)/', '^models/'] },
    },
    room(
      'foundry-tests',
      '^packages/foundry/',
      ['^packages/(core|inference)/', '^models/'],
      'Tests of the foundry may run what it built, and reach no further.',
    ),
    room('contract-room', '^packages/contract/', ['^packages/core/'], "contract knows core's vocabulary."),
    room('client-room', '^packages/client/', ['^packages/contract/'], 'client knows the contract.'),
    room(
      'web-room',
      '^apps/web/',
      ['^packages/(core|contract|client|inference)/', '^models/'],
      'The editor knows core, contract and client, and inference in its workers.',
    ),
    room(
      'server-room',
      '^apps/server/',
      ['^packages/(core|contract|inference|foundry)/', '^models/'],
      'The server knows core, contract, inference and the model store.',
    ),
    room(
      'e2e-room',
      '^e2e/',
      ['^packages/(contract|client)/'],
      'Journeys use the built product from outside, as its users do.',
    ),
    room(
      'scripts-room',
      '^scripts/',
      ['^apps/server/src/platform/[^/]+\\.mjs$'],
      "Scripts run before anything is installed; they share the server's plain checks alone.",
    ),
    {
      name: 'packages-by-exports',
      severity: 'error',
      comment: 'A package is entered by the name and the entries its package.json exports, never by path.',
      from: { path: '(^apps/[^/]+/|^packages/[^/]+/|^models/|^e2e/|^bench/|^scripts/)' },
      to: {
        path: '^(packages/[^/]+|models)/',
        pathNot: '^$1',
        dependencyTypes: ['local'],
        // By its name, from a room that is no package itself.
        dependencyTypesNot: ['aliased-workspace'],
      },
    },
    {
      name: 'onnxruntime-only-in-inference',
      severity: 'error',
      comment:
        'One room knows ONNX Runtime; the others speak to its port. (bench measures the bare runtime.)',
      from: { pathNot: '^(packages/inference|bench)/' },
      to: { path: ['node_modules/onnxruntime-', '^onnxruntime-'], pathNot: ASSET_QUERY },
    },
    {
      name: 'web-inference-only-in-workers',
      severity: 'error',
      comment: 'ONNX Runtime belongs on a worker, never on the page.',
      from: { path: '^apps/web/', pathNot: [ON_WORKERS, TESTS] },
      to: { path: '^packages/inference/' },
    },
    {
      name: 'workers-know-no-react',
      severity: 'error',
      comment: 'A worker computes; what it reaches, however far, is neither React nor the page state.',
      from: { path: `^apps/web/.*${ON_WORKERS}` },
      to: { path: 'node_modules/(react|react-dom|zustand)/', reachable: true },
    },
    {
      name: 'workers-know-no-page',
      severity: 'error',
      comment: "A worker's own code lies in engine/, pwa/ or storage/.",
      from: { path: `^apps/web/src/.*${ON_WORKERS}` },
      to: { path: '^apps/web/src/', pathNot: '^apps/web/src/(engine|pwa|storage)/' },
    },
    {
      name: 'page-imports-no-worker',
      severity: 'error',
      comment:
        'The page knows the types in *.api.ts and calls *.client.ts; a worker file runs on its worker.',
      from: { path: '^apps/web/', pathNot: [ON_WORKERS, TESTS] },
      to: { path: ['^apps/web/.*/worker/', '\\.worker\\.ts($|\\?)'] },
    },
    {
      name: 'features-know-no-feature',
      severity: 'error',
      comment: 'Features share through the rooms that every feature may use.',
      from: { path: `^apps/web/src/${WEB_FEATURE}/` },
      to: { path: `^apps/web/src/${WEB_FEATURE}/`, pathNot: '^apps/web/src/$1/' },
    },
    {
      name: 'sdk-in-server-room',
      severity: 'error',
      comment: 'One room of the editor speaks to a server: what could send anything is read there.',
      from: { path: '^apps/web/src/', pathNot: ['^apps/web/src/server/', TESTS] },
      to: { path: '^packages/client/' },
    },
    {
      name: 'server-room-when-asked-for',
      severity: 'error',
      comment:
        'Most people never send a picture: the code that could is fetched by those who open its dialog.',
      from: { path: '^apps/web/src/(?!server/|editor/server/)', pathNot: TESTS },
      to: {
        path: '^apps/web/src/(server|editor/server)/',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'shared-knows-no-feature',
      severity: 'error',
      comment: 'What features share knows neither them nor the shell.',
      from: { path: `^apps/web/src/${WEB_SHARED}/` },
      to: { path: `^apps/web/src/(?!${WEB_SHARED}/)[^/]+/` },
    },
    {
      name: 'capabilities-know-no-capability',
      severity: 'error',
      comment: "One of the server's capabilities reaches another through a service that app.ts hands to it.",
      from: { path: '^apps/server/src/([^/]+)/' },
      to: {
        path: '^apps/server/src/[^/]+/',
        pathNot: ['^apps/server/src/$1/', `^apps/server/src/${SERVER_SHARED}/`],
      },
    },
    {
      name: 'declared-dependencies',
      severity: 'error',
      comment:
        "A room's package.json names what the room imports, as a dependency that is there at run time.",
      from: { path: '^(apps|packages)/[^/]+/src/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.cache|test-results|playwright-report)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css', '.d.ts'],
    },
  },
};
