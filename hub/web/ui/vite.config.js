import { defineConfig } from 'vite';

export default defineConfig({
  base: './', // a page finds its parts beside itself, so the hub may stand behind any prefix
  build: {
    outDir: '../static',
    emptyOutDir: true,
    assetsDir: 'assets', // hashed names only: served at /assets, cacheable for ever
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 8000, // Monaco is what it is
    license: { fileName: 'LICENSES.md' }, // every bundled licence, beside the bundle
    rollupOptions: { input: ['graphiql.html'] },
  },
  server: { proxy: { '/graphql': { target: 'http://127.0.0.1:8000', ws: true } } },
});
