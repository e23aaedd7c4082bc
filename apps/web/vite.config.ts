import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** Without these two the browser gives workers no shared memory, and the engine one thread only. */
const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const api = `http://localhost:${process.env.API_PORT ?? '8000'}`;

export default defineConfig({
  publicDir: '../../public',
  plugins: [react()],
  resolve: {
    // The runtime's wasm stays a file of its own, so that it can be cached, compressed and streamed.
    conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
  },
  // The first two find their wasm beside themselves, which pre-bundling would break; the last is only seen once a worker
  // runs, too late for a quiet start.
  optimizeDeps: { exclude: ['onnxruntime-web', '@jsquash/png'], include: ['image-size'] },
  worker: { format: 'es' },
  build: {
    target: 'baseline-widely-available',
    // No data: addresses: the content security policy allows files of our own origin alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    headers: ISOLATION_HEADERS,
    proxy: { '/models': api, '/v1': api },
  },
  preview: { headers: ISOLATION_HEADERS },
});
