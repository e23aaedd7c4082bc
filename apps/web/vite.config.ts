import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { describeFiles } from './scripts/offline-files.ts';

/** Without these two the browser gives workers no shared memory, and the engine one thread only. */
const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const api = `http://localhost:${process.env.API_PORT ?? '8000'}`;

export default defineConfig({
  publicDir: '../../public',
  plugins: [
    react(),
    tailwind(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/pwa',
      filename: 'service.worker.ts',
      // The manifest is a file of ours, and the page starts the service worker itself.
      manifest: false,
      injectRegister: false,
      injectManifest: {
        globPatterns: ['**/*.{html,css,js,mjs,wasm,woff2,svg,png,webp,webmanifest}', 'samples/*.jpg'],
        rollupFormat: 'iife',
        maximumFileSizeToCacheInBytes: 40_000_000,
        manifestTransforms: [describeFiles],
      },
    }),
  ],
  resolve: {
    // The runtime's wasm stays a file of its own, so that it can be cached, compressed and streamed.
    conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
  },
  // The excluded ones find their wasm beside themselves, which pre-bundling would break. The included ones are only seen once
  // a worker runs or a dialog opens: found then, they would reload the page, with two Reacts for a moment.
  optimizeDeps: {
    exclude: ['onnxruntime-web', '@jsquash/png', '@jsquash/webp', '@jsquash/avif'],
    include: ['image-size', 'ag-psd', 'cmdk', 'dexie', 'lucide-react', 'radix-ui', 'tinykeys'],
  },
  worker: { format: 'es' },
  build: {
    target: 'baseline-widely-available',
    // No data: addresses: the content security policy allows files of our own origin alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the start needs comes as one file: what it shares with rooms that open later would else be some thirty small ones,
    // each with a journey of its own before anything is seen.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } } },
  },
  server: {
    headers: ISOLATION_HEADERS,
    proxy: { '/models': api, '/v1': api, '/docs': api },
  },
  preview: { headers: ISOLATION_HEADERS },
});
