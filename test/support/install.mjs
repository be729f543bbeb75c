// Installs the packages when they are missing or older than the lock file; otherwise costs a few milliseconds.
// Plain JavaScript on Node's own modules alone, because it runs before anything is installed.
// --no-save, because other versions of npm than the one that wrote the lock file would rewrite it.
// Everything is told on stderr, so that the output of the command which follows stays clean.
import { spawnSync } from 'node:child_process'
import { statSync, utimesSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const installed = `${root}node_modules/.package-lock.json`
const time = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

if (time(installed) < time(`${root}package-lock.json`)) {
  console.error('Installing the packages that x2z needs …')
  const npm = spawnSync('npm install --no-save --no-audit --no-fund --loglevel=error', {
    cwd: root,
    shell: true,
    stdio: ['ignore', 2, 2],
  })
  if (npm.status !== 0) {
    console.error('The packages could not be installed: npm install failed, see above.')
    process.exit(1)
  }
  utimesSync(installed, new Date(), new Date())
}
