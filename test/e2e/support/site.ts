import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'

export interface Site {
  readonly address: string
  close(): Promise<void>
}

/** Builds a page of a folder beside the tests and serves it on a free port. */
export async function buildSite(folder: string): Promise<Site> {
  const root = fileURLToPath(new URL(`../${folder}/`, import.meta.url))
  const outDir = mkdtempSync(join(tmpdir(), `x2z-${folder}-`))
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  })
  const server = await preview({ root, configFile: false, logLevel: 'warn', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } })
  const [address = ''] = server.resolvedUrls?.local ?? []
  return {
    address,
    close: async () => {
      await server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}
