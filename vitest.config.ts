import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import tailwind from '@tailwindcss/vite';
import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { chromiumLaunchOptions } from './scripts/lib/chromium.mjs';

const BROWSER_TESTS = ['{packages,apps}/**/*.browser.test.{ts,tsx}'];
const ELSEWHERE = ['**/node_modules/**', '**/dist/**'];

/** wasm threads need a cross-origin isolated page, and so every file of the test server says who may embed it. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** For browser tests: the engine on the other runtime. @returns what the program writes, see there */
async function composeInNode(_context: unknown, order: string): Promise<string> {
  const program = spawn(process.execPath, ['--import', 'tsx', 'apps/web/scripts/compose-in-node.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  program.stdin.end(order);
  return text(program.stdout);
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{packages,apps,scripts,bench}/**/*.test.{ts,tsx,mjs}'],
          exclude: [...ELSEWHERE, ...BROWSER_TESTS],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [tailwind()],
        server: { headers: ISOLATION },
        // As in the editor's own build: the runtime's wasm stays a file of its own, found beside itself.
        resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
        optimizeDeps: {
          exclude: ['onnxruntime-web', '@jsquash/png', '@jsquash/webp', '@jsquash/avif'],
          // Named, because finding one of them in the middle of a test reloads the page under it.
          include: [
            'react',
            'react/jsx-dev-runtime',
            'react-dom/client',
            'zustand',
            'zustand/vanilla',
            'comlink',
            'image-size',
            'openapi-fetch',
            'radix-ui',
            'lucide-react',
            'dexie',
            'cmdk',
            'tinykeys',
            'axe-core',
            'ag-psd',
            'wasm-feature-detect',
          ],
        },
        assetsInclude: ['**/*.onnx', '**/*.bin'],
        test: {
          name: 'browser',
          include: BROWSER_TESTS,
          exclude: ELSEWHERE,
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            commands: { composeInNode },
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromiumLaunchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
