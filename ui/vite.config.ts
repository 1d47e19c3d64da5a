import { defineConfig } from 'vite';
import { mockHub } from './dev/mock/plugin.ts';

/**
 * The console is static files: `npm run build` writes ui/dist, which the hub serves. `npm run dev`
 * serves the sources with the mock hub of dev/mock, or with a real one when EUCORA_HUB names it.
 */
export default defineConfig(() => {
  const hub = process.env['EUCORA_HUB'];
  return {
    root: import.meta.dirname,
    base: '/',
    plugins: hub === undefined ? [mockHub()] : [],
    server: {
      host: '127.0.0.1',
      ...(hub === undefined ? {} : { proxy: { '/api': { target: hub } } }),
    },
    preview: { host: '127.0.0.1' },
    build: {
      target: 'es2024',
      assetsInlineLimit: 0, // a data: URI would need a wider content security policy
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 700, // kB
    },
  };
});
