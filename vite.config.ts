import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const { platform, env } = process
const hasDesktop = platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY'])

export default defineConfig({
  // Relative addresses: the built site works from any folder of any static host.
  base: './',
  plugins: [react()],
  server: { open: hasDesktop },
  preview: { open: false },
  worker: { format: 'es' },
  // The worker's libraries are found before the first page, which would otherwise reload when they are.
  optimizeDeps: { entries: ['index.html', 'src/worker/worker.ts', 'src/worker/tableWorker.ts', 'src/engine/reference/trainer.ts'] },
  build: {
    target: 'es2023',
    // Nothing is inlined as a data: address, so that the strictest hosts can serve the site too.
    assetsInlineLimit: 0,
  },
  test: {
    globalSetup: 'test/support/softwareWebgpu.ts',
    include: ['test/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Only what hangs takes so long, not what shares the machine.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: '100%',
  },
})
